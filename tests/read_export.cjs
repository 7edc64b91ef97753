// Reads an exported file with a package that phones, mail programs and schedulers use, and prints what it found as JSON.
"use strict";
const fs = require("fs");
const path = require("path");
const [, , library, file] = process.argv;
const places = [path.join(__dirname, "node_modules"), path.join(__dirname, "..", "node_modules")];
const found = require(require.resolve(library, {paths: places.map((place) => path.dirname(place))}));
const text = fs.readFileSync(file, "utf8");
if (library === "ical.js") {
  const ICAL = found.default || found;
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents("vevent").map((one) => {
    const event = new ICAL.Event(one);
    return {
      uid: event.uid, summary: event.summary, description: event.description, isDay: event.startDate.isDate,
      start: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
      minutes: event.duration.toSeconds() / 60, status: one.getFirstPropertyValue("status"),
    };
  });
  process.stdout.write(JSON.stringify(events));
} else {
  const parsed = found.parse(text, {header: true, skipEmptyLines: true});
  process.stdout.write(JSON.stringify({errors: parsed.errors, rows: parsed.data}));
}
