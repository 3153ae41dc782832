import { createHash } from 'node:crypto';
import base from '../ui/base.css?inline';
import entry from '../ui/entry.css?inline';
import parts from '../ui/parts.css?inline';
import tokens from '../ui/tokens.css?inline';

/** The one style sheet. The front page carries it, to be there in one request; all others share the file. */
export const css: string = tokens + base + entry + parts;

const digest = createHash('sha256').update(css);

/** For a content security policy that lets this sheet in and no other. */
export const cssSource = `'sha256-${digest.copy().digest('base64')}'`;

/** The name of the shared file, without `.css`: another sheet has another name. */
export const sheetName = `style-${digest.digest('hex').slice(0, 10)}`;
