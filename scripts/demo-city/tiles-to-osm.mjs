// node tiles-to-osm.mjs OUT.osm.pbf
//
// Makes an OpenStreetMap extract of Montevideo from the 8 OSM-QA tiles in the npm package @mapbox/mvt-fixtures.
// Tags are the mappers' own, ids of ways and tagged nodes too; a way's untagged nodes, which the tiles do not name,
// get made-up ids. There are no relations in the tiles: no turn restrictions, no multipolygons, no districts.

import path from 'node:path';
import { createRequire } from 'node:module';

import { buildNetwork } from './network.mjs';
import { writeOsmPbf } from './osm-pbf.mjs';
import { readTiles } from './tiles.mjs';

const PACKAGE = '@mapbox/mvt-fixtures';
const ATTRIBUTION = '© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright';

const [out, ...rest] = process.argv.slice(2);
if (!out || rest.length > 0) {
  console.error('usage: node tiles-to-osm.mjs OUT.osm.pbf');
  process.exit(2);
}

const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
const found = readTiles(path.join(path.dirname(manifest), 'real-world', 'osm-qa-montevideo'));
const network = buildNetwork(found);
writeOsmPbf(out, network, `${ATTRIBUTION}; from npm ${PACKAGE}`);

const streets = network.ways.filter((way) => way.tags.some(([key]) => key === 'highway')).length;
console.error(`${out}: ${network.nodes.length} nodes, ${network.ways.length} ways, ${streets} of them streets`);
