/** What becomes of a login after it was made: apart from signing in, for only a worker may. By the subject, which stays. */
import type { Cognito } from '../../platform/cognito.ts';

export interface LoginKeeper {
  /** Removes it; nothing when it is gone already. `username`: the subject, or the name that another provider gave. */
  close(username: string): Promise<void>;
  /** From now on that address opens it, and no other; nothing when it is gone. `taken`: it opens another. */
  changeAddress(person: string, email: string): Promise<'done' | 'taken'>;
  /** The code of the application is asked for no more; nothing when the login is gone. */
  stopSecondFactor(person: string): Promise<void>;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

async function unlessGone(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isNamed(error, 'UserNotFoundException')) throw error;
  }
}

export const loginKeeper = (cognito: Cognito, UserPoolId: string): LoginKeeper => ({
  close: (Username) => unlessGone(cognito('AdminDeleteUser', { UserPoolId, Username })),

  async changeAddress(Username, email) {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ];
    try {
      await unlessGone(cognito('AdminUpdateUserAttributes', { UserPoolId, Username, UserAttributes }));
      return 'done';
    } catch (error) {
      if (isNamed(error, 'AliasExistsException')) return 'taken';
      throw error;
    }
  },

  stopSecondFactor: (Username) =>
    unlessGone(
      cognito('AdminSetUserMFAPreference', {
        UserPoolId,
        Username,
        SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
      }),
    ),
});
