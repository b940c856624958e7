// What Valhalla reaches on foot within a distance, for some random starts.
//
// Each line: {"from":[lon,lat],"way":…,"within":METRES,"ends":[[lon,lat,metres],…]}, the nearest first. An end is where an
// edge of Valhalla's graph ends, a junction or a dead end, and its walking distance from the start.

import { writeFile } from 'node:fs/promises';
import { byDistance, commandLine, exactly, fail, oneALine, open, parseBox, sampler, straight } from './valhalla.mjs';

const usage = 'usage: node reached.mjs PBF OUT.json [N=20] [SEED=1] [--metres 1000] [--box west,south,east,north]';
const { words, given } = commandLine(usage, [], ['metres', 'box']);
const [pbf, out, count = 20, seed = 1] = words;
const within = Number(given.metres ?? 1000);
if (!out || !(within > 0)) fail(usage);

const engine = await open(pbf);
const streets = await sampler(engine, Number(seed), parseBox(given.box));
const rows = [];
while (rows.length < Number(count)) {
  const start = await streets.next();
  const { features } = await engine.ask('expansion', {
    action: 'isochrone',
    locations: [exactly(start.at, 1)],
    costing: 'pedestrian',
    costing_options: { pedestrian: byDistance },
    contours: [{ distance: within / 1000 }],
    expansion_properties: ['distance', 'edge_status'],
  });
  const ends = new Map(); // by position, the least distance
  for (const { geometry, properties } of features) {
    if (properties.edge_status !== 's' || properties.distance > within) continue;
    const [lon, lat] = geometry.coordinates.at(-1);
    if (straight(start.at, [lon, lat]) < 1) continue; // back at the start, round a block
    const key = `${lon},${lat}`;
    if (!(ends.get(key)?.[2] <= properties.distance)) ends.set(key, [lon, lat, properties.distance]);
  }
  rows.push({ from: start.at, way: start.way, within, ends: [...ends.values()].sort((a, b) => a[2] - b[2]) });
}
await writeFile(out, oneALine(rows));
