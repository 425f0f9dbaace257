/**
 * A number of YAML or JSON as Python writes it, which is how DVC puts it into texts: `1.0` stays `1.0`, `1e-5` becomes `1e-05`.
 * Source: ruamel.yaml reads it, `repr` of a float writes it.
 */
export function pythonNumber(source: string, value: number): string {
  const plain = source.replaceAll('_', '');
  if (/^[-+]?\d+$/.test(plain)) return BigInt(plain.replace(/^\+/, '')).toString();
  if (/^[-+]?0[xob][\da-f]+$/i.test(plain)) {
    const digits = BigInt(plain.replace(/^[-+]/, ''));
    return (plain.startsWith('-') ? -digits : digits).toString();
  }
  return pythonFloat(value);
}

/** The shortest digits are the same in both languages; Python takes an exponent below 1e-4 and from 1e16. */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16)
    return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const fixed = String(value);
  return fixed.includes('.') ? fixed : `${fixed}.0`;
}
