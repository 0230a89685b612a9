/** Who is signed in, as the app needs it: a token for each call, and ways in and out. */
export interface Session {
  /** A valid access token. Starts a new sign-in when there is none; then it never resolves, as the page goes away. */
  readonly token: () => Promise<string>;
  /** Leads through sign-in again, for instance after the API refused the token. */
  readonly signInAgain: () => Promise<void>;
  /** Absent inside Teams, where the client's own account counts. */
  readonly signOut?: () => Promise<void>;
}
