import type { ComponentView } from '../status/components.ts';
import { loadSite } from './site-context.ts';

export interface ComponentProps {
  readonly component: ComponentView;
}

/** `getStaticPaths` of the files that every component has, also under its former ids: feed readers follow no redirect page. */
export async function listComponentPaths(): Promise<{ params: { id: string }; props: ComponentProps }[]> {
  const { view } = await loadSite();
  return [...view.components, ...view.retired].flatMap((component) =>
    [component.id, ...(component.formerly ?? [])].map((id) => ({ params: { id }, props: { component } })),
  );
}
