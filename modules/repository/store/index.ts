export { forgetHeld, heldBy } from './holding.ts';
export { keepOnShelf, type Shelf, shelfOf } from './shelf.ts';
export { forgetRoom, openRoom, replaceReader, ROOM_ENTITY, roomsIn, saveRoom } from './rooms.ts';
export { FILE_ENTITY, FOLDER_ENTITY, holdingsEntity, repositoryEntities } from './entities.ts';
export { createFile, noteVersion, putVersion, setLock } from './files.ts';
export { noteFiled } from './holdings.ts';
export { createFolder, isThrownAway, leadTo } from './folders.ts';
export { letGo, removeWhatLiesIn } from './leaving.ts';
export { cardOf, erase, isFile, type Item, move, parentOf } from './moving.ts';
export {
  forgetPlace,
  giveRoomBack,
  keepPlaceIn,
  type KeptPlace,
  overdueSince,
  placeKept,
  type RoomSeen,
  type Waiting,
  waitingFrom,
} from './room.ts';
export { noteOpening, openingsOf } from './openings.ts';
export {
  entriesIn,
  fileIdsFrom,
  filesTogether,
  folderIdsFrom,
  foldersTogether,
  type EntryPage,
  fileById,
  fileNamed,
  folderById,
  foldersIn,
  holdingsOf,
  versionOf,
  versionsOf,
} from './reading.ts';
