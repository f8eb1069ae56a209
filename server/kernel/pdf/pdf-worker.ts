import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PdfTask } from './print-pdf.ts';

const faces = ['400Regular', '400Regular_Italic', '600SemiBold'];
const folder = fileURLToPath(import.meta.resolve('@expo-google-fonts/inter/package.json')).replace(
  /package\.json$/,
  '',
);
const fontBlobs = faces.map((face) => readFileSync(join(folder, face, `Inter_${face}.ttf`)));

// Nothing is ever put there: templates come as text, pictures as bytes.
const workspace = join(import.meta.dirname, 'no-files');
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] });
const keptRuns = 10;

function print({ template, data, pictures = {}, made }: PdfTask): Uint8Array {
  compiler.resetShadow();
  for (const [path, bytes] of Object.entries(pictures)) compiler.mapShadow(join(workspace, path), Buffer.from(bytes));
  const pdf = compiler.pdf(
    { mainFileContent: template, inputs: { data: JSON.stringify(data) } },
    { creationTimestamp: Math.floor(made.getTime() / 1_000) },
  );
  compiler.evictCache(keptRuns);
  return pdf;
}

parentPort!.on('message', (task: PdfTask) => {
  try {
    parentPort!.postMessage({ pdf: print(task) });
  } catch (error) {
    parentPort!.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
});
