const SCIENTIFIC = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

/**
 * A number as `%v` of Go prints it, which texts for clients and the order of forms go by: the shortest digits, with an exponent of
 * two digits below 0.0001 and from a million on (`1e+06`).
 */
export function goNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [, sign = '', digit = '', fraction = '', power = '+0'] = SCIENTIFIC.exec(value.toExponential()) ?? [];
  const exponent = Number(power);
  // Between these `String` uses no exponent either.
  if (exponent >= -4 && exponent < 6) return String(value);
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${sign}${digit}${fraction === '' ? '' : `.${fraction}`}e${exponent < 0 ? '-' : '+'}${digits}`;
}
