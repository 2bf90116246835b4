/** Where the App's deliveries go, how they are written, and what they are signed with. */
export interface Webhook {
  readonly url: string;
  /** Empty: they are not signed. */
  readonly secret: string;
  readonly contentType: 'json' | 'form';
  /** Whether the certificate of the receiver is looked at. */
  readonly verifiesTls: 'yes' | 'no';
}
