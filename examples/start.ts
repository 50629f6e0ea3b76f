// Starts an example and the Zelos that it talks to: `node examples/start.ts single-page`.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const EXAMPLES = ['single-page', 'server-rendered'];
const PORT = 4455;
const ZELOS_URL = 'http://127.0.0.1:4433';

const [name = ''] = process.argv.slice(2);
if (!EXAMPLES.includes(name)) {
  console.error(`Say which example: ${EXAMPLES.join(' or ')}.`);
  process.exit(2);
}

// --dev: cookies also work without TLS.
const zelos = spawn(fileURLToPath(new URL('../bin/zelos', import.meta.url)), ['serve', '--dev', '-c', 'kratos.yml'], {
  cwd: fileURLToPath(new URL(`${name}/`, import.meta.url)),
  stdio: 'inherit',
});
zelos.on('exit', (code) => process.exit(code ?? 1));
// Zelos hears Ctrl+C as well; its end is the end of both.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => zelos.kill());

const { startServer } = await import(`./${name}/server.ts`);
await startServer({ port: PORT, zelosUrl: ZELOS_URL }).catch((error: Error) => {
  console.error(error.message);
  zelos.kill();
});
console.log(`\n  Open http://127.0.0.1:${PORT}/ in your browser. Mailed codes are printed here.\n`);
