import { parse } from 'yaml';
import { z } from 'zod';

// GitHub's rules for issue forms, as its documentation gives them: "Syntax for issue forms", "Syntax for GitHub's form
// schema" and "Common validation errors when creating issue forms".

const text = z.string().refine((value) => value.trim() !== '', 'empty strings are not permitted');
const id = z.string().regex(/^[A-Za-z0-9_-]+$/);
const label = text.refine((value) => !/password/i.test(value), 'a forbidden word');
const validations = z.strictObject({ required: z.boolean() }).optional();
const shown = { label, description: text.optional() };
const options = z
  .array(text.refine((value) => value.toLowerCase() !== 'none', '"None" is reserved'))
  .min(1)
  .refine((all) => new Set(all).size === all.length, 'options must be unique');

const field = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('markdown'), attributes: z.strictObject({ value: text }) }),
  z.strictObject({
    type: z.literal('input'),
    id,
    attributes: z.strictObject({ ...shown, placeholder: text.optional(), value: text.optional() }),
    validations,
  }),
  z.strictObject({
    type: z.literal('textarea'),
    id,
    attributes: z.strictObject({ ...shown, placeholder: text.optional(), value: text.optional() }),
    validations,
  }),
  z.strictObject({
    type: z.literal('dropdown'),
    id,
    attributes: z.strictObject({ ...shown, multiple: z.boolean().optional(), options }),
    validations,
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    id,
    attributes: z.strictObject({
      ...shown,
      options: z.array(z.strictObject({ label: text, required: z.boolean().optional() })).min(1),
    }),
  }),
]);

const form = z
  .strictObject({
    name: text,
    description: text,
    title: text.optional(),
    labels: z.array(text).optional(),
    body: z.array(field).min(1),
  })
  .superRefine(({ body }, context) => {
    const asking = body.filter((one) => one.type !== 'markdown');
    const refuse = (message: string): void => void context.addIssue({ code: 'custom', message });
    if (asking.length === 0) refuse('the body must contain at least one field that is no markdown');
    const ids = asking.map((one) => one.id);
    if (new Set(ids).size !== ids.length) refuse('ids must be unique');
    const labels = asking.map((one) => one.attributes.label);
    const boxes = asking.flatMap((one) =>
      one.type === 'checkboxes' ? one.attributes.options.map((option) => option.label) : [],
    );
    const references = [...labels, ...boxes].map((one) => one.toLowerCase().replace(/[^a-z0-9_]+/g, '-'));
    if (new Set(references).size !== references.length) refuse('labels are too similar');
  });

const chooser = z.strictObject({
  blank_issues_enabled: z.boolean(),
  contact_links: z.array(z.strictObject({ name: text, url: z.url({ protocol: /^https?$/ }), about: text })),
});

export type GithubForm = z.output<typeof form>;

/** Reads a form as GitHub's reader of YAML 1.1 does; a rule that it breaks is an error of the test. */
export function readForm(yaml: string): GithubForm {
  return form.parse(parse(yaml, { version: '1.1' }));
}

/** Reads `config.yml` in the same way. */
export function readChooser(yaml: string): z.output<typeof chooser> {
  return chooser.parse(parse(yaml, { version: '1.1' }));
}
