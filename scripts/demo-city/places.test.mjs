import assert from 'node:assert/strict';
import { test } from 'node:test';

import { choosePlaces, toCsv, toPlace } from './places.mjs';

const METRE = 1 / 111_195; // on the equator, in degrees
let nextId = 0;

const feature = (tags, eastMetres, northMetres) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [eastMetres * METRE, northMetres * METRE] },
  properties: { '@type': 'node', '@id': ++nextId, ...tags },
});
const cafe = (east, north, name = 'Café') => feature({ amenity: 'cafe', name }, east, north);
const names = (places) => places.map(({ name }) => name);

test('an area is where the middle of its box is', () => {
  const square = { type: 'MultiPolygon', coordinates: [[[[10, 50], [12, 50], [12, 54], [10, 54], [10, 50]]]] };
  const place = toPlace({ geometry: square, properties: { '@type': 'way', '@id': 5, amenity: 'library' } });
  assert.deepEqual(place, { id: 'way/5', name: 'library', kind: 'library', lon: 11, lat: 52 });
});

test('starts lie where most meals are fetched, apart from each other, named after their quarter', () => {
  const { starts } = choosePlaces([
    cafe(100, 100), cafe(110, 100), cafe(120, 100), cafe(700, 100),
    cafe(5100, 100), cafe(5110, 100),
    cafe(9100, 100, 'Lonely'),
    feature({ place: 'suburb', name: 'Old Town' }, 400, 400),
    feature({ place: 'suburb', name: 'Docks' }, 5600, 400),
    feature({ place: 'suburb' }, 9100, 200),
    feature({ amenity: 'bank', name: 'Bank' }, 20000, 0),
    feature({ amenity: 'bank', name: 'Bank' }, 20000, 0),
  ]);
  assert.deepEqual(names(starts), ['Old Town', 'Docks', 'near Lonely']);
});

test('what comes twice, as a line and as an area, is one place', () => {
  const bank = feature({ amenity: 'bank', name: 'Bank' }, 10, 10);
  assert.deepEqual(names(choosePlaces([bank, structuredClone(bank), cafe(0, 0)]).hosts), ['Bank']);
});

test('in a small town starts lie closer together', () => {
  const { starts } = choosePlaces([cafe(0, 0), cafe(800, 0), cafe(1600, 0), feature({ amenity: 'bank' }, 0, 0)]);
  assert.equal(starts.length, 3);
});

test('where the map knows hardly a café, starts are hosts', () => {
  const { starts } = choosePlaces([cafe(0, 0), feature({ amenity: 'bank', name: 'B' }, 5000, 0)]);
  assert.deepEqual(names(starts).sort(), ['near B', 'near Café']);
});

test('hosts are those that could take a station in', () => {
  const { hosts } = choosePlaces([cafe(0, 0), feature({ amenity: 'bank', name: 'B' }, 0, 0), feature({ amenity: 'library', name: 'L' }, 0, 0)]);
  assert.deepEqual(names(hosts), ['B', 'L']);
});

test('without places named streets stand in', () => {
  const { hosts, starts } = choosePlaces([
    feature({ highway: 'residential', name: '愚园路' }, 0, 0),
    feature({ highway: 'residential' }, 10, 0),
  ]);
  assert.deepEqual(names(hosts), ['愚园路']);
  assert.deepEqual(names(starts), ['near 愚园路']);
});

test('nothing to choose from is no error', () => {
  assert.deepEqual(choosePlaces([]), { hosts: [], starts: [] });
});

test('a comma or a quotation mark in a name does not break the table', () => {
  const csv = toCsv([{ id: 'n1', name: 'Bar "Sur", Centro', lon: 1, lat: 2, kind: 'bank' }]);
  assert.equal(csv, 'id,name,lon,lat,kind\nn1,"Bar ""Sur"", Centro",1,2,bank\n');
});
