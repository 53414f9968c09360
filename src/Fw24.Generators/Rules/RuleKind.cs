namespace Fw24.Generators.Rules;

/// <summary>What Fw24 asks of an app. Each is broken by a <see cref="RuleViolation"/>.</summary>
internal enum RuleKind
{
    /// <summary>A table's name has 3 to 255 characters of <c>a-z A-Z 0-9 _ - .</c>; argument: the name.</summary>
    TableName,

    /// <summary>An entity's name and its discriminator are not empty.</summary>
    EmptyName,

    /// <summary>An entity is a class that other code can name and make; argument: what it is instead.</summary>
    EntityDeclaration,

    /// <summary>An entity has one partition key.</summary>
    OnePartitionKey,

    /// <summary>A role is taken by one property at most; argument: the role's attribute.</summary>
    OneOfEach,

    /// <summary>A key is a string, number or binary, or is stored as one, and is never null; argument: the property's type.</summary>
    KeyType,

    /// <summary>A property's type is one an item can hold; arguments: the type, what comes closest.</summary>
    PropertyType,

    /// <summary>A stored property can be set: by a constructor's parameter of its name or by a setter.</summary>
    PropertySetter,

    /// <summary>An annotated property can be reached from the same assembly.</summary>
    PropertyAccess,

    /// <summary>A required member is stored, or no instance could be made; argument: why it is not.</summary>
    RequiredStored,

    /// <summary>A stored type has a constructor whose parameters are all named after properties; argument: the type.</summary>
    Constructor,

    /// <summary>An attribute's name is 1 to 65,535 bytes of UTF-8, a key's at most 255; argument: the name.</summary>
    AttributeName,

    /// <summary>No two properties are stored in one attribute, and none in the entity's own discriminator; argument: the attribute.</summary>
    AttributeClash,

    /// <summary>A time to live is a <c>DateTimeOffset</c>, a <c>DateTime</c> or an integer; argument: the type.</summary>
    TimeToLiveType,

    /// <summary>A version is an <c>int</c> or a <c>long</c> that can be written; argument: the type.</summary>
    VersionType,

    /// <summary>A version states no value of its own: an instance that was never stored has version 0; argument: the attribute. Advice.</summary>
    VersionStart,

    /// <summary>A version is not a key of its table: each write would count up to another item.</summary>
    VersionKey,

    /// <summary>A name that generated code needs is free; argument: the name.</summary>
    NameTaken,

    /// <summary>A table's setting is one of its enum's values; argument: the setting.</summary>
    TableValue,

    /// <summary>An index's name has 3 to 255 characters of <c>a-z A-Z 0-9 _ - .</c>; argument: the name.</summary>
    IndexName,

    /// <summary>An index has a partition key, and its keys are stored properties; arguments: the index, the missing property, what is wrong.</summary>
    IndexKey,

    /// <summary>No two indexes of a table have one name; argument: the name.</summary>
    IndexClash,

    /// <summary>An index's keys are strings, numbers or binary, or are stored as one; argument: the index.</summary>
    IndexKeyType,

    /// <summary>An index's projection is one of its enum's values; argument: the index.</summary>
    IndexProjectionValue,

    /// <summary><c>[StreamEnabled]</c>, <c>[Audit]</c> and <c>[GlobalIndex]</c> stand on a class with <c>[DynamoTable]</c>; argument: the attribute.</summary>
    WithoutTable,

    /// <summary><c>[PartitionKey]</c>, <c>[SortKey]</c>, <c>[TimeToLive]</c>, <c>[Version]</c> and <c>[AuditActor]</c> stand in an entity or in a class it may derive from; argument: the attribute.</summary>
    RoleWithoutTable,

    /// <summary>A property with an attribute is one that an item can hold: not static, no indexer, with a getter, without <c>[DynamoIgnore]</c>.</summary>
    NotStored,

    /// <summary>The partition key and the sort key are two attributes; argument: the attribute, or the index.</summary>
    SameKey,

    /// <summary>A key of an index that may be null states no value of its own, as it is read as null where its attribute is absent; argument: the attribute. Advice.</summary>
    IndexKeyNull,

    /// <summary>A table has up to 20 global secondary indexes; arguments: the table, how many it has. Advice.</summary>
    IndexCount,

    /// <summary>An item whose properties are as long as they may be is no larger than DynamoDB takes; arguments: the bytes, the limit. Advice.</summary>
    ItemSize,

    /// <summary>A public member that can be set is stored; arguments: why it is not, what would store it. Advice.</summary>
    MemberStored,

    /// <summary>A sort key, of the table or of an index, sorts as its type does; arguments: the type, what does instead. Advice.</summary>
    SortKeyOrder,

    /// <summary>An attribute of another library says nothing here; arguments: the attribute, the one of this house that means the same. Advice.</summary>
    ForeignAttribute,

    /// <summary>A stored class that other stored classes could be mistaken for is sealed, or has no derived class; argument: a derived class. Advice.</summary>
    DerivedType,

    /// <summary>Nothing that is stored is [Obsolete] as an error.</summary>
    ObsoleteError,

    /// <summary>A setting of the stream's mapping is within Lambda's limits; arguments: the setting, its least and its greatest value.</summary>
    StreamRange,

    /// <summary>A stream's setting is one of its enum's values; argument: the setting.</summary>
    StreamValue,

    /// <summary>A topic's name, stated or derived from the table's, is one that SNS takes; arguments: the setting, the name.</summary>
    TopicName,

    /// <summary>An audited table's stream is read from its oldest record; argument: the setting. Advice.</summary>
    LatestStart,

    /// <summary>Each table has a topic of its own; arguments: the setting, the topic's name, the other table.</summary>
    TopicClash,

    /// <summary>Where large changes are parked, one of the longest items fits a message; arguments: the table, the bytes of its images, the limit. Advice.</summary>
    RecordSize,

    /// <summary>A setting of an audit is within the services' limits; arguments: the setting, its least and its greatest value.</summary>
    AuditRange,

    /// <summary>An audit's setting is one of its enum's values; argument: the setting.</summary>
    AuditValue,

    /// <summary>A log group's name, stated or derived from the app's, is one that CloudWatch Logs takes; arguments: the setting, the name.</summary>
    LogGroupName,

    /// <summary>An audit table's name is one that DynamoDB takes; arguments: the setting, the name.</summary>
    AuditTableName,

    /// <summary>A region has lower-case letters, digits and hyphens, such as <c>eu-central-1</c>; arguments: the setting, the region.</summary>
    AuditRegion,

    /// <summary>An option of another kind of audit is not set; arguments: the option, the kind that reads it. Advice.</summary>
    AuditOption,

    /// <summary>An audited table's stream carries both images; arguments: the table, the needed view type. What comes without is refused when it comes (H17). Advice.</summary>
    AuditView,

    /// <summary>An audit queue's batch of more than 10 messages needs a batching window, and a FIFO queue takes no such batch; argument: the setting.</summary>
    AuditBatch,

    /// <summary>A FIFO audit queue is given no batching window; argument: the setting. It is left out. Advice.</summary>
    AuditWindow,

    /// <summary>An actor is a string; argument: the type.</summary>
    ActorType,

    /// <summary>A key of the table is not sensitive: it is what tells items apart.</summary>
    SensitiveKey,

    /// <summary>What redaction leaves of a property is still one of its values: a removed one may be missing, a masked or hashed one is a string; arguments: the type, what is left, the remedy.</summary>
    SensitiveShape,

    /// <summary>A property of a nested type is neither sensitive nor left out of the audit by itself: the whole attribute is, or nothing; argument: the attribute.</summary>
    NestedSensitive,

    /// <summary>Where a property does not say how it is redacted, the members that it implements, overrides or hides agree; argument: what they say.</summary>
    RedactionConflict,

    /// <summary>A property that makes a secret's value by code of its own is stored, or leaves the secret to those that hold it; argument: the member that is sensitive.</summary>
    ScatteredSecret,

    /// <summary><c>[Sensitive]</c> is on a property that an entity stores or inherits; argument: why it is not. Advice.</summary>
    UnreachedSecret,

    /// <summary><c>[SensitiveAttributes]</c> names attributes that no property holds, each once; arguments: the name, what is wrong with it, the remedy.</summary>
    SensitiveName,

    /// <summary><c>[SensitiveAttributes]</c> is on an entity or on a class that an entity derives from.</summary>
    StraySensitiveNames,

    /// <summary>An attribute of an interface's property is one that its implementations inherit; argument: the attribute. Advice.</summary>
    InterfaceAttribute,

    /// <summary>A table that holds its own audit records has keys of type S, none of them, of its indexes' keys or its time to live in the attribute <c>audit</c>; argument: the table.</summary>
    AuditKeys,

    /// <summary>A table of entities that holds the audit records of another one has the keys <c>pk</c> and <c>sk</c>, both strings; arguments: the setting, the table.</summary>
    AuditTableKeys,

    /// <summary>An audit queue hides messages at least as long as its function may run; arguments: the setting, the timeout, the advised value.</summary>
    AuditVisibility,

    /// <summary>An audit queue hides messages 6 times as long as its function may run, and the window; arguments: the setting, the timeout, the advised value. Advice.</summary>
    AuditShortVisibility,

    /// <summary>A partition key does not begin with <c>AUDIT#</c> in a table that holds its own audit records; argument: the table.</summary>
    ReservedKey,

    /// <summary>An actor is not hidden from the audit; argument: what the audit would read instead. Advice.</summary>
    SensitiveActor,

    /// <summary>A scope is of keyed hashes and has a name; arguments: the scope, what is wrong with it.</summary>
    HashScope,

    /// <summary>What is hashed by a key has many values; argument: which few it has. Advice.</summary>
    FewHashes,

    /// <summary>A region is one that AWS has; arguments: the setting, the region. Advice: there may be new ones.</summary>
    UnknownRegion,

    /// <summary>A key of an index does not begin as an empty value, which DynamoDB refuses there; argument: the attribute. Advice.</summary>
    EmptyIndexKey,

    /// <summary>A setting of a handler's queue is within the services' limits; arguments: the setting, its least and its greatest value.</summary>
    QueueRange,

    /// <summary>A handler is a class that the services can make; argument: what it is instead.</summary>
    HandlerDeclaration,

    /// <summary>A handler overrides a method for at least one operation.</summary>
    HandlesNothing,

    /// <summary><c>[OnChange]</c> names stored properties; argument: the name.</summary>
    OnChangeName,

    /// <summary>A handler's entity belongs to a table whose changes are published; argument: the table.</summary>
    HandlerWithoutStream,

    /// <summary>A stream carries the images that its handlers need; arguments: the table, the needed view type. What comes without is refused when it comes (H17). Advice.</summary>
    HandlerView,

    /// <summary>A handler's batch of more than 10 messages needs a batching window, and a FIFO queue takes no such batch; argument: the setting.</summary>
    HandlerBatch,

    /// <summary>A FIFO queue is given no batching window; argument: the setting. It is left out. Advice.</summary>
    HandlerWindow,

    /// <summary>Handlers of one app have names of their own; argument: the name.</summary>
    HandlerClash,

    /// <summary>A queue hides messages at least as long as its function may run; arguments: the setting, the timeout, the advised value.</summary>
    HandlerVisibility,

    /// <summary>A queue hides messages 6 times as long as its function may run, and the window; arguments: the setting, the timeout, the advised value. Advice.</summary>
    HandlerShortVisibility,

    /// <summary><c>[OnChange]</c> names properties, and stands on a handler that overrides <c>OnModifiedAsync</c>; arguments: why it has no effect, what would give it one. Advice.</summary>
    OnChangeIdle,

    /// <summary>A batch is handled within the functions' timeout; arguments: the setting, the messages, the seconds each takes, those all take, the timeout, what helps. Advice.</summary>
    HandlerTime,

    /// <summary>The tables that a handler uses can be seen, or are stated; argument: the service that any table may come from. Advice.</summary>
    OpaqueTables,

    /// <summary><c>[UsesTable]</c> names an entity; argument: the class it names.</summary>
    UsesTableEntity,

    /// <summary><c>[OnChange]</c> and <c>[ChangeQueue]</c> stand on a handler; argument: the attribute. Advice.</summary>
    StrayHandlerSetting,

    /// <summary>A handler's entity is one that code was generated of; argument: why it is none.</summary>
    HandlerOfStranger,

    /// <summary>An item that came redacted out of a change or an audit trail is not written to its table; arguments: the entity, the source, the properties. Advice.</summary>
    RedactedWrite,

    /// <summary>A removed or masked property is not read from a change; arguments: the property, what it is there. Advice.</summary>
    RedactedRead,

    /// <summary>A handler does not write what calls it again; arguments: the handler, the call. Advice.</summary>
    OwnTableWrite,

    /// <summary>A table that a constructor or a provider of services is asked for is of an entity; arguments: the class, why it is none. Advice.</summary>
    TableOfStranger,

    /// <summary>What an app's functions have in common is within Lambda's limits; arguments: the setting, its least and its greatest value.</summary>
    AppRange,

    /// <summary>An app's name is 1 to 64 characters of <c>a-z A-Z 0-9 _ -</c>, the first a letter or digit; argument: the name.</summary>
    AppName,

    /// <summary>A stack is a partial class that generated code can add to; argument: what keeps it from that.</summary>
    StackDeclaration,

    /// <summary>A stack derives from <c>Amazon.CDK.Stack</c>.</summary>
    StackBase,

    /// <summary>A stack has an entity in reach: in its project or in one that it references.</summary>
    StackEmpty,

    /// <summary>A table that is destroyed with its stack has no deletion protection; argument: the setting. Advice.</summary>
    ProtectedDestroy,

    /// <summary>A referenced assembly's markers have the format of this version; arguments: the assembly, its format, this version's.</summary>
    MarkerFormat,

    /// <summary>A referenced assembly's markers say what the generator would; arguments: the assembly, what of it is not so.</summary>
    MarkerContent,

    /// <summary>A project is compiled as C# 12 or later; argument: its version.</summary>
    LanguageVersion,

    /// <summary>Entities of one table have the same keys, by attribute and type; arguments: the table, the other entity.</summary>
    TableKeys,

    /// <summary>Entities of one table that state its stream state the same; arguments: the table, the other entity.</summary>
    TableStream,

    /// <summary>Entities of one table that state its audit state the same; arguments: the table, the other entity.</summary>
    TableAudit,

    /// <summary>Entities of one table agree on its settings, its time to live, its discriminator and its indexes; arguments: the table, what they disagree on, the other entity.</summary>
    TableConflict,

    /// <summary>Entities of one table have names of their own; arguments: the table, the name.</summary>
    EntityClash,

    /// <summary>No property is stored in the discriminator of its table; argument: the attribute.</summary>
    DiscriminatorClash,

    /// <summary>An attribute that is a key of a table or of one of its indexes has one type in all entities of the table; arguments: the index, the attribute.</summary>
    KeyAttributeTypes,
}
