// node choose-places.mjs --filter | --street-filter         prints what `osmium tags-filter` has to let through
// osmium export … | node choose-places.mjs HOSTS STARTS     reads GeoJSON features, one a line; writes two CSV files;
//                                                           exit status 3: there are none to choose from

import fs from 'node:fs';

import { choosePlaces, HOST_KINDS, MEAL_KINDS, QUARTER_KINDS, STREET_KINDS, toCsv } from './places.mjs';

const RECORD_SEPARATOR = '\u001e';

const [first, second] = process.argv.slice(2);
if (first === '--filter') {
  console.log(`nwr/amenity=${[...HOST_KINDS, ...MEAL_KINDS].join(',')}`);
  console.log(`n/place=${QUARTER_KINDS.join(',')}`);
  process.exit(0);
}
if (first === '--street-filter') {
  console.log(`w/highway=${STREET_KINDS.join(',')}`);
  process.exit(0);
}
if (!second) {
  console.error('usage: node choose-places.mjs HOSTS.csv STARTS.csv < FEATURES');
  process.exit(2);
}

const rows = fs.readFileSync(0, 'utf8').replaceAll(RECORD_SEPARATOR, '').split('\n').filter(Boolean);
const { hosts, starts } = choosePlaces(rows.map((row) => JSON.parse(row)));
if (hosts.length === 0 || starts.length === 0) {
  process.exit(3);
}
fs.writeFileSync(first, toCsv(hosts));
fs.writeFileSync(second, toCsv(starts));
