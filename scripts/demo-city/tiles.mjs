// Reads OSM-QA tiles: vector tiles with one layer `osm`, in which every feature carries its OpenStreetMap type and id.

import fs from 'node:fs';
import path from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import * as pbf from 'pbf';

import { TILE_SIZE, tileName } from './stitch.mjs';

const POINT = 1;
const AREA = 3;

/** `@id`, `@version`, `@user` …: about the feature, not of it. */
const isTag = (key) => !key.startsWith('@');

function tagsOf(properties) {
  const tags = Object.entries(properties).filter(([key]) => isTag(key));
  return tags.map(([key, value]) => [key, String(value)]).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * @param {string} folder with files ZOOM-COLUMN-ROW.mvt of one zoom level
 * @returns nodes by id, ways by id (each with its pieces), the tiles' names and their zoom level
 */
export function readTiles(folder) {
  const found = { nodes: new Map(), ways: new Map(), tiles: new Set(), zoom: undefined };
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.mvt')).sort()) {
    const [zoom, column, row] = file.match(/\d+/g).map(Number);
    found.zoom ??= zoom;
    if (zoom !== found.zoom) throw new Error(`${file}: its zoom level is not ${found.zoom}, as the other tiles' is`);
    found.tiles.add(tileName(column, row));
    readTile(path.join(folder, file), column, row, found);
  }
  if (found.tiles.size === 0) throw new Error(`${folder}: no .mvt files here`);
  return found;
}

function readTile(file, column, row, { nodes, ways }) {
  const layer = new VectorTile(new pbf.PbfReader(fs.readFileSync(file))).layers.osm;
  if (!layer || layer.extent !== TILE_SIZE) throw new Error(`${file}: not an OSM-QA tile of extent ${TILE_SIZE}`);

  for (let i = 0; i < layer.length; ++i) {
    const feature = layer.feature(i);
    const id = feature.properties['@id'];
    const lines = feature.loadGeometry().map((line) =>
      line.map(({ x, y }) => ({ x: x + column * TILE_SIZE, y: y + row * TILE_SIZE })));
    if (feature.type === POINT) {
      nodes.set(id, { id, tags: tagsOf(feature.properties), ...lines[0][0] });
      continue;
    }
    if (!ways.has(id)) ways.set(id, { id, tags: tagsOf(feature.properties), area: feature.type === AREA, pieces: [] });
    for (const points of lines) ways.get(id).pieces.push({ tile: tileName(column, row), points });
  }
}
