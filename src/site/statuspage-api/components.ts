import type { Instant } from '../../time/instant.ts';
import type { ComponentGroup, ComponentView } from '../../status/components.ts';
import { worstOf } from '../../status/states.ts';
import type { StatusView } from '../../status/status-view.ts';
import { componentChangedAt } from '../changed-at.ts';
import type { ApiIdGenerator } from './ids.ts';
import type { ShownPictures } from '../pictures.ts';
import { renderPlainText } from './plain-body.ts';
import type { ApiComponent, ApiId, ApiTime } from './shapes.ts';
import { COMPONENT_STATUS } from './states.ts';

export interface ApiComponents {
  /** Groups and their members in one flat list, in the order of the page. */
  readonly list: readonly ApiComponent[];
  /** By our id, without groups, with retired components. */
  readonly byId: ReadonlyMap<string, ApiComponent>;
  /** `Group - Component`; the id for a component that was removed. */
  readonly fullName: (id: string) => string;
  /** The API id by our id. */
  readonly idOf: (id: string) => ApiId;
}

/** @param beganAt used as the creation time of components, which is not recorded */
export function buildApiComponents(
  view: StatusView,
  ids: ApiIdGenerator,
  time: (instant: Instant) => ApiTime,
  beganAt: Instant,
  pictures: ShownPictures,
): ApiComponents {
  const page = ids('page');
  const changedAt = new Map(view.components.map(({ id }) => [id, componentChangedAt(id, view) ?? beganAt]));
  // A renamed component keeps the id that it had under its first name.
  const apiId = ({ id, formerly }: ComponentView): ApiId => ids('component', formerly?.[0] ?? id);
  const leaf = (component: ComponentView, position: number, group: ApiId | null): ApiComponent => ({
    id: apiId(component),
    name: component.name,
    status: COMPONENT_STATUS[component.state],
    created_at: time(beganAt),
    updated_at: time(changedAt.get(component.id) ?? beganAt),
    position,
    description: renderPlainText(component.description, pictures) || null,
    showcase: true,
    start_date: component.since ?? null,
    group_id: group,
    page_id: page,
    group: false,
    only_show_if_degraded: false,
  });
  const group = ({ name, components }: ComponentGroup, position: number): ApiComponent => ({
    id: ids('group', name!),
    name: name!,
    status: COMPONENT_STATUS[worstOf(components.map(({ state }) => state))],
    created_at: time(beganAt),
    updated_at: time(Math.max(...components.map(({ id }) => changedAt.get(id)!))),
    position,
    description: null,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: page,
    group: true,
    only_show_if_degraded: false,
    components: components.map(apiId),
  });

  const list: ApiComponent[] = [];
  const byId = new Map<string, ApiComponent>();
  const names = new Map<string, string>();
  let position = 0;
  for (const section of view.groups) {
    const { name, components } = section;
    if (name !== undefined) list.push(group(section, (position += 1)));
    for (const [index, component] of components.entries()) {
      const place = name === undefined ? (position += 1) : index + 1;
      const shown = leaf(component, place, name === undefined ? null : ids('group', name));
      list.push(shown);
      byId.set(component.id, shown);
      names.set(component.id, name === undefined ? component.name : `${name} - ${component.name}`);
    }
  }
  for (const [index, component] of view.retired.entries()) {
    byId.set(component.id, leaf(component, position + index + 1, null));
    names.set(component.id, component.name);
  }
  return {
    list,
    byId,
    fullName: (id) => names.get(id) ?? id,
    idOf: (id) => byId.get(id)?.id ?? ids('component', id),
  };
}
