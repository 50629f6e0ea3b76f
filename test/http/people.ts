import { randomUUID } from 'node:crypto';

/** An id that nobody has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000';

/** An e-mail address that no other test uses. */
export const email = (name = 'someone') => `${name}.${randomUUID().slice(0, 8)}@example.org`;

export const providers = (...pairs: readonly string[]) => ({
  config: {
    providers: pairs.map((pair) => {
      const [provider, subject] = pair.split(':');
      return { provider, subject };
    }),
  },
});

/** A registered authenticator in the form of an import. */
export const authenticator = (id: string, more: object = {}) => ({
  id: Buffer.from(id).toString('base64'),
  public_key: Buffer.from(`public key of ${id}`).toString('base64'),
  attestation_type: 'none',
  authenticator: { aaguid: 'AAAA', sign_count: 0, clone_warning: false },
  display_name: id,
  added_at: '2025-01-05T10:00:00Z',
  is_passwordless: false,
  ...more,
});

export const BCRYPT = '$2b$04$cNA4cBsY7QlQI4ax37D59ODa/I1wpEygo8Rs5rVpx5h6AYdry/vbi';
export const OTHER_BCRYPT = '$2b$04$TR2a1xZ3isliQMPCy34H6uCCyNtEfZq9TblhgVHU5zPP/vQopGC0m';
export const TOTP_URL = 'otpauth://totp/Acme:ada?secret=JBSWY3DPEHPK3PXP&issuer=Acme';
