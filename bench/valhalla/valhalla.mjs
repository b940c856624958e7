// Valhalla as a library: tiles from an extract, an actor on them, and points on walkable streets.
//
//   const engine = await open('porto.osm.pbf')       builds the tiles, or takes them from the cache
//   await engine.ask('route', {...})                 any Valhalla action, answered as an object
//
// Nothing here knows about Yizhan; the scripts beside this file do the comparing.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { Actor, getConfig, VALHALLA_VERSION } from '@valhallajs/valhallajs';

export { VALHALLA_VERSION };

const here = path.dirname(fileURLToPath(import.meta.url));
const packageFolder = path.dirname(createRequire(import.meta.url).resolve('@valhallajs/valhallajs'));

/** Where tiles are kept: $YIZHAN_VALHALLA_CACHE, or .cache/valhalla at the project's root. */
export const cacheFolder = path.resolve(process.env.YIZHAN_VALHALLA_CACHE ?? path.join(here, '../../.cache/valhalla'));

// ---------------------------------------------------------------------------------------------- engine

/**
 * Opens an extract. `rebuild` builds the tiles anew even where the cache has them; `adjust(config)` may change
 * Valhalla's configuration before the actor starts.
 */
export async function open(pbf, { rebuild = false, adjust } = {}) {
  const folder = path.join(cacheFolder, `${await sha256(pbf)}-${VALHALLA_VERSION}`);
  const cached = !rebuild && existsSync(path.join(folder, 'build.json'));
  if (!cached) await build(pbf, folder);

  const tiles = path.join(folder, 'tiles');
  const config = JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8'));
  config.mjolnir.tile_dir = tiles;
  adjust?.(config);
  const actor = new Actor(config);
  return {
    actor,
    config,
    tiles,
    build: { ...JSON.parse(await readFile(path.join(folder, 'build.json'), 'utf8')), cached },
    ask: async (action, request) => JSON.parse(await actor[action](JSON.stringify(request))),
  };
}

async function build(pbf, folder) {
  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(path.join(cacheFolder, 'build-'));
  try {
    const tiles = path.join(work, 'tiles');
    await mkdir(tiles);
    const config = quiet(await getConfig({ tileDir: tiles, tileExtract: '' }));
    const configFile = path.join(work, 'config.json');
    await writeFile(configFile, JSON.stringify(config, null, 1));
    const program = path.join(packageFolder, process.platform, process.arch, 'valhalla_build_tiles');
    const figures = await measure(program, ['-c', configFile, path.resolve(pbf)], work); // it leaves notes where it runs
    if ((await tileFiles(tiles)).length === 0) throw new Error(`${pbf}: Valhalla made no tiles of it`);
    await writeFile(path.join(work, 'build.json'), JSON.stringify({ ...figures, tiles_mb: await size(tiles) }));
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** No log lines between our results, no files from outside the cache, and ferries may be forbidden. */
function quiet(config) {
  for (const part of ['mjolnir', 'loki', 'thor', 'odin', 'meili']) config[part].logging = { type: '' };
  for (const key of ['admin', 'timezone', 'landmarks', 'tile_extract', 'traffic_extract', 'transit_dir', 'transit_feeds_dir'])
    delete config.mjolnir[key];
  config.additional_data = {};
  config.service_limits.allow_hard_exclusions = true;
  return config;
}

/** Runs a program to its end: wall-clock seconds and the peak of its resident memory (null where there is no /proc). */
function measure(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    let peak = null;
    child.stderr.on('data', (data) => (errors += data));
    const timer = setInterval(async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1]; // the kernel's own high-water mark: it only grows
      if (kilobytes) peak = Math.round(kilobytes / 1024);
    }, 5);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      const seconds = Math.round(performance.now() - started) / 1000;
      if (code === 0) resolve({ seconds, peak_memory_mb: peak });
      else reject(new Error(`${path.basename(program)} ended with ${code}: ${errors.trim().split('\n').pop()}`));
    });
  });
}

async function sha256(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex').slice(0, 16);
}

async function tileFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((e) => e.isFile() && e.name.endsWith('.gph')).map((e) => path.join(e.parentPath ?? e.path, e.name));
}

async function size(folder) {
  let bytes = 0;
  for (const file of await tileFiles(folder)) bytes += (await stat(file)).size;
  return Math.round(bytes / 1e5) / 10;
}

// ------------------------------------------------------------------------------------ walking by distance

/**
 * Pedestrian options under which nothing but distance counts. `shortest` alone does not do it: flights of steps and
 * lifts keep their penalties, a ferry is charged in seconds where a street is charged in metres, and paths of a higher
 * hiking grade than T1 are closed. `walking_speed` matters for the time reported only.
 */
export const byDistance = {
  shortest: true,
  step_penalty: 0,
  elevator_penalty: 0,
  exclude_ferries: true,
  max_hiking_difficulty: 6,
  walking_speed: 4.8,
};

/** A location that stays where it is: on the closest street, not moved to a junction nearby, on no ferry or island. */
export const exactly = ([lon, lat], cutoff = 100) => ({
  lon,
  lat,
  radius: 0,
  node_snap_tolerance: 0,
  minimum_reachability: 50,
  search_cutoff: cutoff,
  search_filter: { exclude_ferry: true },
});

// --------------------------------------------------------------------------------- points on walkable streets

/** Endless random points on walkable streets, the same for the same seed: `{at: [lon, lat], way}`. */
export async function sampler(engine, seed, box) {
  const random = mulberry32(seed);
  const cells = await cellsWithStreets(engine, box);
  const within = ([lon, lat]) => !box || (lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3]);

  /** The closest point of a walkable street within 100 m, or null; null too where two ways lie on each other. */
  async function snap(at) {
    const [found] = await engine.ask('locate', { locations: [exactly(at)], costing: 'pedestrian', costing_options: { pedestrian: byDistance } });
    if (!found.edges?.length || new Set(found.edges.map((e) => e.way_id)).size > 1) return null;
    const edge = found.edges[0];
    return { at: [edge.correlated_lon, edge.correlated_lat], way: edge.way_id };
  }

  return {
    random,
    snap,
    async next() {
      for (;;) {
        const [west, south, width] = cells[Math.floor(random() * cells.length)];
        const point = await snap([west + random() * width, south + random() * width]);
        if (point && within(point.at)) return point;
      }
    },
  };
}

/**
 * The squares of 1/128° that have a walkable street, as [west, south, width]: found by halving Valhalla's local tiles,
 * so that random points need not be thrown at the sea, or at the empty part of a tile round a small extract.
 */
async function cellsWithStreets(engine, box = [-180, -90, 180, 90]) {
  const found = [];
  const look = async ([west, south, width]) => {
    if (west > box[2] || west + width < box[0] || south > box[3] || south + width < box[1]) return;
    const centre = [west + width / 2, south + width / 2];
    const reach = straight(centre, [west, south]) * 1.01;
    const [{ edges }] = await engine.ask('locate', { locations: [exactly(centre, reach)], costing: 'pedestrian' });
    if (!edges) return;
    if (width <= 1 / 128) return void found.push([west, south, width]);
    for (const [dx, dy] of [[0, 0], [1, 0], [0, 1], [1, 1]]) await look([west + (dx * width) / 2, south + (dy * width) / 2, width / 2]);
  };
  // Local tiles are 0.25° wide and numbered from the south-west, 1440 in a row; the number is spread over folders.
  const local = path.join(engine.tiles, '2');
  const numbers = (await tileFiles(local)).map((file) => Number(path.relative(local, file).replace(/\D/g, '')));
  for (const id of numbers.sort((a, b) => a - b)) await look([(id % 1440) * 0.25 - 180, Math.floor(id / 1440) * 0.25 - 90, 0.25]);
  if (found.length === 0) throw new Error('no walkable street there');
  return found;
}

/** Small seeded generator of numbers in [0, 1). */
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const radius = 6371008.8;
const radians = (degrees) => (degrees * Math.PI) / 180;

/** Great-circle distance in metres. */
export function straight([lon1, lat1], [lon2, lat2]) {
  const a = Math.sin(radians(lat2 - lat1) / 2) ** 2;
  const b = Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * radius * Math.asin(Math.sqrt(a + b));
}

/** The point so many metres away in a direction (radians, clockwise from north); good for a few kilometres. */
export function away([lon, lat], metres, direction) {
  const degrees = (metres / radius) * (180 / Math.PI);
  return [lon + (degrees * Math.sin(direction)) / Math.cos(radians(lat)), lat + degrees * Math.cos(direction)];
}

// --------------------------------------------------------------------------------------------- command lines

/** Splits a command line into words and `--options`; those named in `flags` take no value. */
export function commandLine(usage, flags = [], options = []) {
  process.on('uncaughtException', (error) => fail(`error: ${error.message}`));
  const words = [];
  const given = {};
  const args = process.argv.slice(2);
  while (args.length > 0) {
    const arg = args.shift();
    const name = arg.replace(/^--/, '');
    if (!arg.startsWith('--')) words.push(arg);
    else if (flags.includes(name)) given[name] = true;
    else if (options.includes(name) && args.length > 0) given[name] = args.shift();
    else fail(usage);
  }
  return { words, given };
}

export function fail(message) {
  console.error(message);
  process.exit(2);
}

/** `--box west,south,east,north` as numbers, or undefined. */
export function parseBox(text) {
  if (text === undefined) return undefined;
  const box = text.split(',').map(Number);
  if (box.length !== 4 || box.some(Number.isNaN) || box[0] >= box[2] || box[1] >= box[3]) fail(`--box ${text}: want west,south,east,north`);
  return box;
}

/** An array with one element a line: easy to compare, to count and to read. */
export const oneALine = (rows) => `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
