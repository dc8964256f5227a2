import { containers } from '../../src/store/containers.ts';
import { describeDocumentStore } from '../contracts/document-store.ts';
import { createMemoryStore } from './memory-store.ts';

describeDocumentStore('the memory of the simulator', async () => createMemoryStore({ containers }));
