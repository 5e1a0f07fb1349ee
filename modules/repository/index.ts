/** The repository: folders of an organisation, and the files that lie in them. */
export { onMemberGone } from './handover.ts';
export { onRepositoryChange } from './events.ts';
export { fileSource, folderSource } from './search.ts';
export { repositoryRoutes } from './routes/index.ts';
export { fileDocument } from './service/filing.ts';
export { type EntryCard, type File, fileId, type Folder, folderId, kindOf } from './schema.ts';
export { foldersAround } from './service/items.ts';
export { filesWithin, type FileWithin } from './service/within.ts';
export { folderOf, personOf } from './service/places.ts';
export { keepingIn } from './service/keeping.ts';
export { keepRoom, onRoomChange, type RoomDependencies } from './service/room.ts';
export {
  entriesIn,
  fileById,
  folderById,
  holdingsEntity,
  type KeptPlace,
  noteOpening,
  placeKept,
  type RoomSeen,
} from './store/index.ts';
export { closedFolders, mayReadDocument, type Rooms, roomsTo } from './service/rooms.ts';
export { isClosedAmong, readableAmong } from './service/readable.ts';
export { itemOf } from './service/items.ts';
