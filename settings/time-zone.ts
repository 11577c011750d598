import { didYouMean } from "./suggest";

/** Zones of the IANA database that are no `Area/Place`; Go's time.LoadLocation knows them by exactly these letters. */
const placeless: ReadonlySet<string> = new Set([
  ..."CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST".split(
    " ",
  ),
  ..."Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT".split(
    " ",
  ),
  ..."Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu".split(
    " ",
  ),
]);

/** Whether KEDA's operator can load a time zone of this name: it is written in Go, which minds the case. */
export function isTimeZone(name: string): boolean {
  if (placeless.has(name)) return true;
  if (!/^[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_+-]*[A-Za-z0-9+-]*)+$/.test(name)) return false;
  const shouts = name.split("/").some((part) => /^[A-Z]{4,}$/.test(part));
  return !shouts && isKnown(name);
}

/** What was probably meant, such as `Europe/Berlin` for `Berlin`. */
export function timeZoneHint(name: string): string {
  const zones = [...Intl.supportedValuesOf("timeZone"), "UTC"];
  const place = name.trim().replaceAll(" ", "_").toLowerCase();
  const found = zones.find(
    (zone) => zone.toLowerCase() === place || zone.toLowerCase().endsWith(`/${place}`),
  );
  return found === undefined ? didYouMean(name, zones) : `did you mean "${found}"?`;
}

/** Intl knows the links of the database besides the zones that it lists. */
function isKnown(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
