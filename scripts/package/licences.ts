import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The licences of the packages that are bundled, which all ask to be reproduced.
 * @param modules absolute paths of the bundled modules, and of modules that have no file
 * @throws if a package has no licence file and states none
 */
export async function collectLicences(modules: readonly string[]): Promise<string> {
  const folders = modules
    .map((id) => id.replace(/^\0(?:[\w-]+:)?|\?.*$/g, ''))
    .filter((path) => /\/node_modules\/(?!\.)/.test(path))
    .flatMap((path) => findPackage(path) ?? []);
  const texts = await Promise.all([...new Set(folders)].toSorted().map(describePackage));
  return [...new Set(texts)].join(`\n${'-'.repeat(72)}\n\n`);
}

/** Some packages contain others without their package.json; those are part of them. */
function findPackage(path: string): string | undefined {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (/\/node_modules\/(?:@[^/]+\/)?[^/]+$/.test(folder) && existsSync(join(folder, 'package.json')))
      return folder;
  }
  return undefined;
}

async function describePackage(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = (await readdir(folder)).find((one) => /^licen[cs]e(?:\.|-|$)/i.test(one));
  if (file === undefined && license === undefined) throw new Error(`${name} states no licence.`);
  const text = file === undefined ? '' : `\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`;
  return `${name} ${version}: ${license ?? 'see below'}\n${text}`;
}
