const NAME = 'kith-was-here';

/** Whether somebody signed in with this browser and did not sign out: only then is it worth asking who. */
export const wasHere = (): boolean => localStorage.getItem(NAME) === 'yes';

export const rememberHere = (here: boolean): void => localStorage.setItem(NAME, here ? 'yes' : 'no');
