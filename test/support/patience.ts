/** For suites that talk to a cloud: its functions start when they are first called, and a machine may be busy. */
import { jest } from '@jest/globals';

jest.setTimeout(180_000);
