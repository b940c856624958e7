// Random points on walkable streets, as an array of [lon, lat]: starts for times.mjs and for our own benchmarks.

import { writeFile } from 'node:fs/promises';
import { commandLine, fail, oneALine, open, parseBox, sampler } from './valhalla.mjs';

const usage = 'usage: node points.mjs PBF OUT.json [N=200] [SEED=1] [--box west,south,east,north]';
const { words, given } = commandLine(usage, [], ['box']);
const [pbf, out, count = 200, seed = 1] = words;
if (!out) fail(usage);

const engine = await open(pbf);
const streets = await sampler(engine, Number(seed), parseBox(given.box));
const points = [];
while (points.length < Number(count)) points.push((await streets.next()).at);
await writeFile(out, oneALine(points));
