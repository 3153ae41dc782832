// Nothing else is loaded before the version of Node is known: an old one fails on newer syntax with a long message.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_FOLDER, ENGINE_ROOT } from '../files/engine.ts';
import { describeUnsupportedNode } from './node-version.ts';
import { compilePatternsAtOnce, growHeapAtOnce, reuseCompiledCode } from './v8-settings.ts';

const { version, engines } = JSON.parse(readFileSync(join(ENGINE_ROOT, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly engines: { readonly node: string };
};
const fault = describeUnsupportedNode(engines.node, process.versions.node);
if (fault === undefined) {
  compilePatternsAtOnce();
  growHeapAtOnce();
  reuseCompiledCode(join(CACHE_FOLDER, 'compiled'));
  const { runCandor } = await import('./run-candor.ts');
  await runCandor(version, process.argv.slice(2));
} else {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 2;
}
