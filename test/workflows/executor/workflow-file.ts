import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import type { WorkflowTemplate } from '@actions/workflow-parser/model/workflow-template';
import { MappingToken, SequenceToken } from '@actions/workflow-parser/templates/tokens/index';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';

/** A workflow file as GitHub's own parser reads it. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  /** What the parser makes of it: events, jobs, conditions. It leaves some keys out. */
  readonly template: WorkflowTemplate;
  /** Every key, for those that the template leaves out. */
  readonly tokens: TemplateToken;
}

/**
 * Reads a workflow by GitHub's parser and its schema.
 * @throws with each complaint of the parser
 */
export async function readWorkflow(path: string, text: string): Promise<WorkflowFile> {
  const { context, value } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
  const complain = (): void => {
    const errors = context.errors.getErrors();
    if (errors.length > 0) throw new Error(errors.map(({ message }) => `${path}: ${message}`).join('\n'));
  };
  complain();
  const template = await convertWorkflowTemplate(context, value!);
  complain();
  const more = template.errors?.map(({ Message }) => `${path}: ${Message}`) ?? [];
  if (more.length > 0) throw new Error(more.join('\n'));
  return { path, text, template, tokens: value! };
}

/** What lies at a path of keys and positions; undefined if nothing does. */
export function tokenAt(
  token: TemplateToken | undefined,
  ...way: (string | number)[]
): TemplateToken | undefined {
  return way.reduce<TemplateToken | undefined>((at, key) => {
    if (at instanceof MappingToken && typeof key === 'string') return at.find(key);
    if (at instanceof SequenceToken && typeof key === 'number') return at.get(key);
    return undefined;
  }, token);
}
