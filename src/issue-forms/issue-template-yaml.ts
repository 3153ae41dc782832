import { stringify } from 'yaml';
import type { SiteContext } from '../content/content.ts';
import { createIssueForms } from './forms.ts';
import type { IssueForm, FormField } from './fields.ts';

/** A file that is generated, from the content root. */
export interface IssueFormFile {
  readonly path: string;
  readonly text: string;
}

const TEMPLATE_FOLDER = '.github/ISSUE_TEMPLATE';
const GENERATED_HEADER =
  '# Written by `npm run forms -- generate` from status.yaml, the policy and components/: change those, not this.\n';

/** Every file of the forms, as GitHub reads them. */
export function renderFormFiles(siteContext: SiteContext): IssueFormFile[] {
  return [
    ...createIssueForms(siteContext).map((form) => ({
      path: `${TEMPLATE_FOLDER}/${form.file}`,
      text: renderYaml(toTemplateData(form)),
    })),
    { path: `${TEMPLATE_FOLDER}/config.yml`, text: renderYaml(toChooserData(siteContext)) },
  ];
}

/** GitHub's reader takes YAML 1.1, where `yes` and `12:30` are no text unless they are quoted. */
function renderYaml(data: object): string {
  return GENERATED_HEADER + stringify(data, { version: '1.1', lineWidth: 0 });
}

function toTemplateData({ name, description, title, issueLabel, introduction, fields }: IssueForm): object {
  return {
    name,
    description,
    title,
    labels: [issueLabel],
    body: [
      ...introduction.map((value) => ({ type: 'markdown', attributes: { value } })),
      ...fields.map(toFieldData),
    ],
  };
}

function toFieldData(field: FormField): object {
  const { id, label, help, required } = field;
  const described = { label, ...(help !== undefined && { description: help }) };
  const validations = required && { validations: { required: true } };
  switch (field.kind) {
    case 'line':
    case 'text': {
      const example = field.example !== undefined && { placeholder: field.example };
      const type = field.kind === 'line' ? 'input' : 'textarea';
      return { type, id, attributes: { ...described, ...example }, ...validations };
    }
    case 'tick': {
      const options = field.options.map((option) => ({ label: option.label }));
      return { type: 'checkboxes', id, attributes: { ...described, options } };
    }
    case 'choose':
    case 'choose-many': {
      const options = field.options.map((option) => option.label);
      const multiple = field.kind === 'choose-many' && { multiple: true };
      return { type: 'dropdown', id, attributes: { ...described, ...multiple, options }, ...validations };
    }
  }
}

/** What stands beside the forms: how anybody reports a problem (V16.1). GitHub takes web addresses here, no `mailto:`. */
function toChooserData({ site, policy }: SiteContext): object {
  const { email = policy.channels['report-email'], slack = policy.channels['report-slack'] } = site.contact;
  const ways = [
    ...(email === undefined ? [] : [`write to ${email}`]),
    ...(slack === undefined ? [] : [`in the team, say it in ${slack}`]),
  ];
  const about =
    ways.length === 0
      ? 'See what is known, and how to reach us.'
      : `To report a problem: ${ways.join('; ')}.`;
  return {
    blank_issues_enabled: true,
    contact_links: [
      { name: `Report a problem with ${site.name}`, url: site.contact.url ?? site.url, about },
      {
        name: 'How we communicate',
        url: `${site.url.replace(/\/+$/, '')}/commitments/`,
        about: 'The severities, and when customers hear from us.',
      },
    ],
  };
}
