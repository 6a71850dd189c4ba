export { CheckGlyph, Glyph, Icon, Mark, StateMark, type IconName, type Severity } from './glyphs.tsx';
export { Button, Choice, Count, Fold, GuardedButton, IconButton, Segment, Switch, Tag, Tick, type ButtonProps, type Option } from './controls.tsx';
export { Avatar, DayField, Field, initials, PersonField, SelectField, TextArea, TextField } from './fields.tsx';
export { Empty, Footer, Row, Rows, Section, Skeleton, Strip, Tabs, Track, type TrackStage } from './layout.tsx';
export { Page } from './page.tsx';
