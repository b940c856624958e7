// How long Valhalla takes, in this process, with warm tiles: the yardstick for our own benchmarks.
//
// Requests go to the engine as text and their answers are taken as text, so that no JSON is made or read in JavaScript
// within the measured time. What the way in and out of JavaScript still costs is measured too ("call").

import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { commandLine, fail, open, straight, VALHALLA_VERSION } from './valhalla.mjs';

const usage = 'usage: node times.mjs PBF POINTS.json [--runs 61] [--rebuild]      (POINTS.json: see points.mjs; 100 or more)';
const { words, given } = commandLine(usage, ['rebuild'], ['runs']);
const [pbf, pointsFile] = words;
const runs = Number(given.runs ?? 61);
if (!pointsFile || !(runs >= 21)) fail(usage);

const points = JSON.parse(await readFile(pointsFile, 'utf8')).map(([lon, lat]) => ({ lon, lat }));
if (points.length < 100) fail(`${pointsFile}: ${points.length} points, want 100 or more`);

const { actor, build } = await open(pbf, { rebuild: given.rebuild });

/** Least, median and greatest milliseconds of `action` over as many different requests, each sent once untimed before. */
async function time(action, requests, { as = JSON.stringify } = {}) {
  const ready = requests.map(as);
  for (const request of ready) await actor[action](request);
  const ms = [];
  let answer;
  for (const request of ready) {
    const started = performance.now();
    answer = await actor[action](request);
    ms.push(performance.now() - started);
  }
  ms.sort((a, b) => a - b);
  const round = (value) => Math.round(value * 1000) / 1000;
  return { min: round(ms[0]), median: round(ms[ms.length >> 1]), max: round(ms.at(-1)), runs: ms.length, answer };
}

/** The figures only, with the size of the last answer. */
const figures = ({ answer, ...rest }) => ({ ...rest, answer_bytes: typeof answer === 'string' ? answer.length : undefined });

const starts = Array.from({ length: runs }, (_, i) => points[i % points.length]);
const foot = { costing: 'pedestrian' };
const ebike = { costing: 'bicycle', costing_options: { bicycle: { bicycle_type: 'City', cycling_speed: 17 } } };
const circles = (mode, extra) => starts.map((at) => ({ locations: [at], ...mode, contours: [{ time: 15 }], polygons: true, ...extra }));

async function isochrone(mode) {
  return {
    ...figures(await time('isochrone', circles(mode))), // Valhalla's own defaults: the figure to compare with
    without_generalizing: figures(await time('isochrone', circles(mode, { generalize: 0 }))),
    every_island_kept: figures(await time('isochrone', circles(mode, { denoise: 0, generalize: 0 }))),
    as_lines: figures(await time('isochrone', circles(mode, { polygons: false }))),
    parsed_in_javascript: figures(await time('isochrone', circles(mode), { as: (request) => request })),
  };
}

// Of the two algorithms the default picks the hierarchical one, which is not always exact; the other is plain Dijkstra.
async function matrix(algorithm) {
  const { actor: own } = await open(pbf, { adjust: (config) => (config.thor.source_to_target_algorithm = algorithm) });
  const request = JSON.stringify({ sources: points.slice(0, 50), targets: points.slice(50, 100), ...foot, verbose: false });
  await own.matrix(request);
  const ms = [];
  for (let i = 0; i < 7; ++i) {
    const started = performance.now();
    await own.matrix(request);
    ms.push(Math.round(performance.now() - started));
  }
  ms.sort((a, b) => a - b);
  return { min: ms[0], median: ms[3], max: ms[6], runs: 7 };
}

const trips = starts.map((from, i) => ({ locations: [from, points[(i + 1) % points.length]], ...foot, directions_type: 'none' }));
const metres = trips.map(({ locations: [a, b] }) => straight([a.lon, a.lat], [b.lon, b.lat])).sort((a, b) => a - b);

console.log(
  JSON.stringify(
    {
      engine: `Valhalla ${VALHALLA_VERSION}`,
      machine: { processor: os.cpus()[0]?.model, cores: os.cpus().length, node: process.version, load_before: os.loadavg()[0] },
      build,
      unit: 'ms',
      call: figures(await time('status', Array(201).fill({}))),
      isochrone_walk_15: await isochrone(foot),
      isochrone_ebike_15: await isochrone(ebike),
      matrix_walk_50x50: { default: await matrix('select_optimal'), dijkstra: await matrix('timedistancematrix') },
      route_walk: { ...figures(await time('route', trips)), straight_metres_median: Math.round(metres[metres.length >> 1]) },
    },
    null,
    1,
  ),
);
