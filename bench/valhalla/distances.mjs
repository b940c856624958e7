// Walking distances of Valhalla between random points on walkable streets: the oracle for our own.
//
// Each line: {"from":[lon,lat],"to":[lon,lat],"metres":…,"seconds":…,"from_way":…,"to_way":…}. With --ways also "ways",
// the OSM ways walked, in order: what to look at where the engines disagree.

import { writeFile } from 'node:fs/promises';
import { away, byDistance, commandLine, exactly, fail, oneALine, open, parseBox, sampler, straight } from './valhalla.mjs';

const nearest = 300; // metres in a straight line
const farthest = 4000;

const usage = 'usage: node distances.mjs PBF OUT.json [N=400] [SEED=1] [--box west,south,east,north] [--ways]';
const { words, given } = commandLine(usage, ['ways'], ['box']);
const [pbf, out, count = 400, seed = 1] = words;
if (!out) fail(usage);

const engine = await open(pbf);
const streets = await sampler(engine, Number(seed), parseBox(given.box));
const walk = { costing: 'pedestrian', costing_options: { pedestrian: byDistance } };

const rows = [];
let unreachable = 0;
while (rows.length < Number(count)) {
  const from = await streets.next();
  const to = await streets.snap(away(from.at, nearest + streets.random() * (farthest - nearest), streets.random() * 2 * Math.PI));
  if (!to) continue;
  const air = straight(from.at, to.at);
  if (air < nearest || air > farthest) continue;

  let trip;
  try {
    ({ trip } = await engine.ask('route', { ...walk, locations: [exactly(from.at, 1), exactly(to.at, 1)], directions_type: 'none' }));
  } catch {
    ++unreachable;
    continue;
  }
  const { length, time, cost } = trip.summary;
  const metres = Math.round(length * 1000);
  if (Math.abs(cost - metres) > 1) throw new Error(`${from.at} to ${to.at}: cost ${cost} is not the distance, ${metres} m`);

  const row = { from: from.at, to: to.at, metres, seconds: time, from_way: from.way, to_way: to.way };
  if (given.ways) row.ways = await waysOf(trip.legs[0].shape);
  rows.push(row);
}
await writeFile(out, oneALine(rows));
console.error(`${rows.length} pairs, ${unreachable} without a route left out`);

async function waysOf(shape) {
  const { edges } = await engine.ask('traceAttributes', {
    ...walk,
    encoded_polyline: shape,
    shape_match: 'walk_or_snap',
    filters: { attributes: ['edge.way_id'], action: 'include' },
  });
  return edges.map((e) => e.way_id).filter((way, i, all) => way !== all[i - 1]);
}
