const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/Chrome\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const MACHINES: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** Browser and machine, as people know them, out of how the browser names itself; its first words otherwise. The order
 * matters: each names others, too, to be let in everywhere. */
export function agentIn(agent: string): string {
  const said = [BROWSERS, MACHINES].map((known) => known.find(([shape]) => shape.test(agent))?.[1]).filter(Boolean);
  return said.join(" · ") || agent.slice(0, 40);
}
