import type { ComponentView } from '../status/components.ts';
import { loadSite } from './site-context.ts';

export interface ComponentProps {
  readonly component: ComponentView;
}

/** `getStaticPaths` of the files that every component has. */
export async function listComponentPaths(): Promise<{ params: { id: string }; props: ComponentProps }[]> {
  const { view } = await loadSite();
  return view.components.map((component) => ({ params: { id: component.id }, props: { component } }));
}
