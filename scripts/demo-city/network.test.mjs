import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { buildNetwork, FIRST_MADE_UP_ID, toLonLat } from './network.mjs';
import { encodeOsmPbf, writeOsmPbf } from './osm-pbf.mjs';
import { TILE_SIZE as T } from './stitch.mjs';
import { readTiles } from './tiles.mjs';

const ZOOM = 1; // the world in 2 × 2 tiles
const TILES = new Set(['0/0', '1/0', '0/1', '1/1']);

const line = (id, tags, ...pieces) => ({ id, tags, area: false, pieces });
const piece = (tile, ...points) => ({ tile, points: points.map(([x, y]) => ({ x, y })) });

function build(ways, nodes = []) {
  return buildNetwork({
    ways: new Map(ways.map((way) => [way.id, way])),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    tiles: TILES,
    zoom: ZOOM,
  });
}

const refsOf = (network, id) => network.ways.find((way) => way.id === id).refs;
const shared = (network, a, b) => refsOf(network, a).filter((ref) => refsOf(network, b).includes(ref));

test('ways with a vertex at one position share a node there', () => {
  const network = build([
    line(1, [], piece('0/0', [10, 50], [50, 50], [90, 50])),
    line(2, [], piece('0/0', [50, 10], [50, 50], [50, 90])),
  ]);
  assert.equal(shared(network, 1, 2).length, 1);
  assert.equal(network.nodes.length, 5);
});

test('a bridge over a road shares nothing with it', () => {
  const network = build([
    line(1, [['bridge', 'yes']], piece('0/0', [10, 50], [90, 50])),
    line(2, [], piece('0/0', [50, 10], [50, 90])),
  ]);
  assert.deepEqual(shared(network, 1, 2), []);
});

test('a bridge over a road shares nothing with it, even if a tile edge cuts both at one position', () => {
  const network = build([
    line(1, [['bridge', 'yes']], piece('0/0', [T - 80, 50], [T, 50]), piece('1/0', [T, 50], [T + 80, 50])),
    line(2, [], piece('0/0', [T - 80, 10], [T, 50]), piece('1/0', [T, 50], [T + 80, 90])),
  ]);
  assert.deepEqual(shared(network, 1, 2), []);
  assert.equal(refsOf(network, 1).length, 2);
});

test('ways cut off at one position of the rim share nothing there', () => {
  const network = build([
    line(1, [], piece('0/0', [50, 10], [0, 50])),
    line(2, [], piece('0/0', [50, 90], [0, 50])),
  ]);
  assert.deepEqual(shared(network, 1, 2), []);
});

test('a side road that begins on the edge holds the cut of the main road', () => {
  const network = build([
    line(1, [], piece('0/0', [T - 80, 50], [T, 50]), piece('1/0', [T, 50], [T + 80, 50])),
    line(2, [], piece('1/0', [T + 80, 90], [T, 50])),
  ]);
  assert.equal(shared(network, 1, 2).length, 1);
  assert.equal(refsOf(network, 1).length, 3);
});

test('a tagged node is the vertex at its position and keeps its id', () => {
  const signal = { id: 77, x: 50, y: 50, tags: [['highway', 'traffic_signals']] };
  const address = { id: 33, x: 50, y: 50, tags: [['addr:housenumber', '5']] };
  const cafe = { id: 99, x: 51, y: 50, tags: [['amenity', 'cafe']] };
  const network = build([line(1, [], piece('0/0', [10, 50], [50, 50], [90, 50]))], [cafe, signal, address]);
  assert.deepEqual(refsOf(network, 1), [FIRST_MADE_UP_ID, 77, FIRST_MADE_UP_ID + 1]);
  assert.deepEqual(network.nodes.map(({ id }) => id), [33, 77, 99, FIRST_MADE_UP_ID, FIRST_MADE_UP_ID + 1]);
});

test('a way in several parts: the first keeps the id, all keep the tags', () => {
  const tags = [['highway', 'residential']];
  const network = build([line(5, tags, piece('0/0', [50, 50], [0, 60]), piece('0/0', [0, 90], [50, 100]))]);
  assert.deepEqual(network.ways.map(({ id }) => id), [5, FIRST_MADE_UP_ID]);
  assert.deepEqual(network.ways.map((way) => way.tags), [tags, tags]);
});

test('the order in which things are read changes nothing', () => {
  const ways = [
    line(1, [], piece('0/0', [10, 50], [50, 50])),
    line(2, [], piece('0/0', [50, 50], [90, 90])),
    line(3, [], piece('0/0', [T - 80, 50], [T, 50]), piece('1/0', [T, 50], [T + 80, 50])),
  ];
  const backwards = ways.map((way) => ({ ...way, pieces: [...way.pieces].reverse() })).reverse();
  assert.deepEqual(encodeOsmPbf(build(ways), ''), encodeOsmPbf(build(backwards), ''));
});

test('a position comes back to the last of its seven digits', () => {
  const zoom = 12;
  const world = T * 2 ** zoom;
  for (let i = 0; i < 2000; ++i) {
    const lon7 = -561999000 + i * 37;
    const lat7 = -349064000 + i * 41;
    const sine = Math.sin((lat7 / 1e7) * (Math.PI / 180));
    const x = Math.floor((lon7 / 3.6e9 + 0.5) * world);
    const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world);
    assert.deepEqual(toLonLat({ x, y }, zoom), { lon7, lat7 });
  }
});

const osmium = (...args) => spawnSync('osmium', args, { encoding: 'utf8' });
const withoutOsmium = osmium('--version').error ? 'osmium is not installed' : false;

test('osmium reads what was written', { skip: withoutOsmium }, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'demo-city-'));
  try {
    const file = path.join(folder, 'a.osm.pbf');
    writeOsmPbf(file, {
      nodes: [
        { id: 7, lon7: -561234567, lat7: -349876543, tags: [['name', 'Ñandú, 驿站'], ['shop', 'yes']] },
        { id: FIRST_MADE_UP_ID, lon7: -561234500, lat7: -349876500, tags: [] },
      ],
      ways: [{ id: 3, refs: [FIRST_MADE_UP_ID, 7], tags: [['highway', 'path']] }],
    }, 'a test');
    assert.deepEqual(fs.readdirSync(folder), ['a.osm.pbf']);
    const { stdout, stderr } = osmium('cat', file, '--output-format=opl');
    assert.equal(stderr, '');
    assert.deepEqual(stdout.trim().split('\n').map((row) => row.replaceAll(/ (v0|dV|c0|t|i0|u)(?= )/g, '')), [
      'n7 Tname=Ñandú%2c%%20%%9a7f%%7ad9%,shop=yes x-56.1234567 y-34.9876543',
      `n${FIRST_MADE_UP_ID} T x-56.12345 y-34.98765`,
      `w3 Thighway=path Nn${FIRST_MADE_UP_ID},n7`,
    ]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('Montevideo hangs together', () => {
  const manifest = createRequire(import.meta.url).resolve('@mapbox/mvt-fixtures/package.json');
  const network = buildNetwork(readTiles(path.join(path.dirname(manifest), 'real-world', 'osm-qa-montevideo')));
  const known = new Set(network.nodes.map(({ id }) => id));
  const streets = network.ways.filter(({ tags }) => tags.some(([key]) => key === 'highway'));
  assert.equal(streets.length, 13136);
  assert.equal(new Set(network.ways.map(({ id }) => id)).size, network.ways.length);
  for (const { id, refs } of network.ways) {
    assert.ok(refs.length >= 2, `way ${id} is too short`);
    assert.ok(refs.every((ref, i) => known.has(ref) && ref !== refs[i - 1]), `way ${id} has a bad vertex`);
  }

  const neighbours = new Map();
  for (const { refs } of streets) {
    refs.forEach((ref, i) => neighbours.set(ref, [...(neighbours.get(ref) ?? []), ...refs.slice(Math.max(0, i - 1), i + 2)]));
  }
  const reached = new Set([refsOf(network, 78106218)[0]]); // Comandante Braga, in the middle of the city
  for (const ref of reached) for (const next of neighbours.get(ref)) reached.add(next);
  assert.ok(reached.size / neighbours.size > 0.99, `only ${reached.size} of ${neighbours.size} can be reached`);
});
