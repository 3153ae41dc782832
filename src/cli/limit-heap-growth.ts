import { setFlagsFromString } from 'node:v8';

// Otherwise V8 lets the young generation and the heap grow to several times what is in use. V8 reads
// --max-semi-space-size only when the process starts; a growth factor of 1 has the same effect.
for (const flag of ['--semi-space-growth-factor=1', '--heap-growing-percent=50']) setFlagsFromString(flag);
