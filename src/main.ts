import { enableCompileCache } from 'node:module';

// Later starts skip the compilation of everything that is the same as before.
enableCompileCache();

const { run } = await import('./cli/run.ts');
process.exitCode = await run(process.argv.slice(2));
