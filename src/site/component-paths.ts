import type { ComponentView } from '../status/components.ts';
import { loadSite } from './site-context.ts';

/** What a route of a component's file gets. */
export interface ComponentProps {
  readonly component: ComponentView;
}

/** The paths of a file that every component has. */
export async function listComponentPaths(): Promise<{ params: { id: string }; props: ComponentProps }[]> {
  const { view } = await loadSite();
  return view.components.map((component) => ({ params: { id: component.id }, props: { component } }));
}
