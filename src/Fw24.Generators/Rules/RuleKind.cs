namespace Fw24.Generators.Rules;

/// <summary>The rules for an app. A <see cref="RuleViolation"/> reports that one is broken.</summary>
internal enum RuleKind
{
    /// <summary>A table's name has 3 to 255 characters of <c>a-z A-Z 0-9 _ - .</c>; argument: the name.</summary>
    TableName,

    /// <summary>The name of an entity and its discriminator are not empty.</summary>
    EmptyName,

    /// <summary>An entity is a class that other code can name and instantiate; argument: what it is instead.</summary>
    EntityDeclaration,

    /// <summary>An entity has one partition key.</summary>
    OnePartitionKey,

    /// <summary>At most one property has a role; argument: the role's attribute.</summary>
    OneOfEach,

    /// <summary>A key is a string, number or binary, or is stored as one, and is never null; argument: the property's type.</summary>
    KeyType,

    /// <summary>A property's type is one that an item can hold; arguments: the type, the closest type.</summary>
    PropertyType,

    /// <summary>A stored property can be set by a constructor's parameter of the same name or by a setter.</summary>
    PropertySetter,

    /// <summary>An annotated property is accessible from the same assembly.</summary>
    PropertyAccess,

    /// <summary>A required member is stored; otherwise no instance could be created. Argument: why it is not.</summary>
    RequiredStored,

    /// <summary>A stored type has a constructor whose parameters all match properties by name; argument: the type.</summary>
    Constructor,

    /// <summary>An attribute's name is 1 to 65,535 bytes of UTF-8, a key's at most 255; argument: the name.</summary>
    AttributeName,

    /// <summary>No two properties are stored in one attribute, and none in the entity's own discriminator; argument: the attribute.</summary>
    AttributeClash,

    /// <summary>A time to live is a <c>DateTimeOffset</c>, a <c>DateTime</c> or an integer; argument: the type.</summary>
    TimeToLiveType,

    /// <summary>A version is an <c>int</c> or a <c>long</c> that can be written; argument: the type.</summary>
    VersionType,

    /// <summary>A version has no initial value: an instance that was never stored has version 0; argument: the attribute. Advice.</summary>
    VersionStart,

    /// <summary>A version is not a key of its table, where each write would address another item.</summary>
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

    /// <summary><c>[StreamEnabled]</c>, <c>[Audit]</c> and <c>[GlobalIndex]</c> are on a class with <c>[DynamoTable]</c>; argument: the attribute.</summary>
    WithoutTable,

    /// <summary>
    /// <c>[PartitionKey]</c>, <c>[SortKey]</c>, <c>[TimeToLive]</c>, <c>[Version]</c> and <c>[AuditActor]</c> are in an entity or in a class it may derive
    /// from; argument: the attribute.
    /// </summary>
    RoleWithoutTable,

    /// <summary>An item can hold a property with an attribute: it is not static, no indexer, has a getter and no <c>[DynamoIgnore]</c>.</summary>
    NotStored,

    /// <summary>The partition key and the sort key are different attributes; argument: the attribute, or the index.</summary>
    SameKey,

    /// <summary>
    /// A nullable key of an index has no initial value, as it is read as null if its attribute is absent; argument: the attribute. Advice.
    /// </summary>
    IndexKeyNull,

    /// <summary>A table has up to 20 global secondary indexes; arguments: the table, its number of indexes. Advice.</summary>
    IndexCount,

    /// <summary>An item with properties of maximum length is within DynamoDB's size limit; arguments: the bytes, the limit. Advice.</summary>
    ItemSize,

    /// <summary>A settable public member is stored; arguments: why it is not, what would store it. Advice.</summary>
    MemberStored,

    /// <summary>A sort key, of the table or of an index, sorts as its type does; arguments: the type, a type that does. Advice.</summary>
    SortKeyOrder,

    /// <summary>An attribute of another library has no effect here; arguments: the attribute, the equivalent Fw24 attribute. Advice.</summary>
    ForeignAttribute,

    /// <summary>A stored class is sealed or has no derived class that could be stored in its place; argument: a derived class. Advice.</summary>
    DerivedType,

    /// <summary>No stored type or member is [Obsolete] as an error.</summary>
    ObsoleteError,

    /// <summary>A setting of the stream's mapping is within Lambda's limits; arguments: the setting, its minimum and its maximum.</summary>
    StreamRange,

    /// <summary>A stream's setting is one of its enum's values; argument: the setting.</summary>
    StreamValue,

    /// <summary>A topic's name, stated or derived from the table's, is valid for SNS; arguments: the setting, the name.</summary>
    TopicName,

    /// <summary>An audited table's stream is read from its oldest record; argument: the setting. Advice.</summary>
    LatestStart,

    /// <summary>Each table has its own topic; arguments: the setting, the topic's name, the other table.</summary>
    TopicClash,

    /// <summary>
    /// If large changes are parked, the change of an item of maximum size fits a message; arguments: the table, the bytes of its images, the limit. Advice.
    /// </summary>
    RecordSize,

    /// <summary>A setting of an audit is within the services' limits; arguments: the setting, its minimum and its maximum.</summary>
    AuditRange,

    /// <summary>An audit's setting is one of its enum's values; argument: the setting.</summary>
    AuditValue,

    /// <summary>A log group's name, stated or derived from the app's, is valid for CloudWatch Logs; arguments: the setting, the name.</summary>
    LogGroupName,

    /// <summary>An audit table's name is valid for DynamoDB; arguments: the setting, the name.</summary>
    AuditTableName,

    /// <summary>A region has lower-case letters, digits and hyphens, such as <c>eu-central-1</c>; arguments: the setting, the region.</summary>
    AuditRegion,

    /// <summary>An option of another kind of audit is not set; arguments: the option, the kind it applies to. Advice.</summary>
    AuditOption,

    /// <summary>
    /// An audited table's stream carries both images; arguments: the table, the needed view type. At run time, records without them are rejected (H17). Advice.
    /// </summary>
    AuditView,

    /// <summary>An audit queue's batch of more than 10 messages has a batching window, and a FIFO queue has no such batch; argument: the setting.</summary>
    AuditBatch,

    /// <summary>A FIFO audit queue has no batching window; argument: the setting, which is ignored. Advice.</summary>
    AuditWindow,

    /// <summary>An actor is a string; argument: the type.</summary>
    ActorType,

    /// <summary>A key of the table is not sensitive, as it identifies the item.</summary>
    SensitiveKey,

    /// <summary>
    /// A redacted property still has a valid value: a removed one may be missing, a masked or hashed one is a string; arguments: the type, the value left, the
    /// remedy.
    /// </summary>
    SensitiveShape,

    /// <summary>
    /// A property of a nested type is neither sensitive nor excluded from the audit on its own, only the whole attribute; argument: the attribute.
    /// </summary>
    NestedSensitive,

    /// <summary>
    /// If a property does not state its redaction, the members that it implements, overrides or hides agree; argument: the redactions they state.
    /// </summary>
    RedactionConflict,

    /// <summary>
    /// A property whose own code computes a secret is stored, or only the properties that hold the secret are sensitive; argument: the sensitive member.
    /// </summary>
    ScatteredSecret,

    /// <summary><c>[Sensitive]</c> is on a property that an entity stores or inherits; argument: why it is not. Advice.</summary>
    UnreachedSecret,

    /// <summary><c>[SensitiveAttributes]</c> names attributes that no property holds, each once; arguments: the name, the fault, the remedy.</summary>
    SensitiveName,

    /// <summary><c>[SensitiveAttributes]</c> is on an entity or on a class that an entity derives from.</summary>
    StraySensitiveNames,

    /// <summary>An attribute on an interface's property is one that implementations inherit; argument: the attribute. Advice.</summary>
    InterfaceAttribute,

    /// <summary>
    /// A table that holds its own audit records has keys of type S, and neither they, nor its index keys, nor its time to live use the attribute <c>audit</c>;
    /// argument: the table.
    /// </summary>
    AuditKeys,

    /// <summary>
    /// An entity table that holds another table's audit records has the string keys <c>pk</c> and <c>sk</c>; arguments: the setting, the table.
    /// </summary>
    AuditTableKeys,

    /// <summary>
    /// An audit queue hides messages for at least its function's timeout; arguments: the setting, the timeout, the recommended value.
    /// </summary>
    AuditVisibility,

    /// <summary>
    /// An audit queue hides messages for 6 times its function's timeout plus the window; arguments: the setting, the timeout, the recommended value. Advice.
    /// </summary>
    AuditShortVisibility,

    /// <summary>A partition key does not begin with <c>AUDIT#</c> in a table that holds its own audit records; argument: the table.</summary>
    ReservedKey,

    /// <summary>An actor is not hidden from the audit; argument: the value that the audit would read instead. Advice.</summary>
    SensitiveActor,

    /// <summary>A scope is set only for keyed hashes and has a valid name; arguments: the scope, the fault.</summary>
    HashScope,

    /// <summary>A property with a keyed hash has many possible values; argument: its few values. Advice.</summary>
    FewHashes,

    /// <summary>A region is known; arguments: the setting, the region. Advice, as AWS may have added it since.</summary>
    UnknownRegion,

    /// <summary>A key of an index is not initially empty, which DynamoDB rejects; argument: the attribute. Advice.</summary>
    EmptyIndexKey,

    /// <summary>A setting of a handler's queue is within the services' limits; arguments: the setting, its minimum and its maximum.</summary>
    QueueRange,

    /// <summary>A handler is a class that the service provider can instantiate; argument: what it is instead.</summary>
    HandlerDeclaration,

    /// <summary>A handler overrides a method for at least one operation.</summary>
    HandlesNothing,

    /// <summary><c>[OnChange]</c> names stored properties; argument: the name.</summary>
    OnChangeName,

    /// <summary>A handler's entity belongs to a table whose changes are published; argument: the table.</summary>
    HandlerWithoutStream,

    /// <summary>
    /// A stream carries the images that its handlers need; arguments: the table, the needed view type. At run time, records without them are rejected (H17).
    /// Advice.
    /// </summary>
    HandlerView,

    /// <summary>A handler's batch of more than 10 messages has a batching window, and a FIFO queue has no such batch; argument: the setting.</summary>
    HandlerBatch,

    /// <summary>A FIFO queue has no batching window; argument: the setting, which is ignored. Advice.</summary>
    HandlerWindow,

    /// <summary>Handlers of one app have unique names; argument: the name.</summary>
    HandlerClash,

    /// <summary>A queue hides messages for at least its function's timeout; arguments: the setting, the timeout, the recommended value.</summary>
    HandlerVisibility,

    /// <summary>
    /// A queue hides messages for 6 times its function's timeout plus the window; arguments: the setting, the timeout, the recommended value. Advice.
    /// </summary>
    HandlerShortVisibility,

    /// <summary>
    /// <c>[OnChange]</c> names properties, and is on a handler that overrides <c>OnModifiedAsync</c>; arguments: why it has no effect, the remedy. Advice.
    /// </summary>
    OnChangeIdle,

    /// <summary>
    /// A batch is handled within the functions' timeout; arguments: the setting, the number of messages, the seconds for each and for all, the timeout, the
    /// remedy. Advice.
    /// </summary>
    HandlerTime,

    /// <summary>The tables that a handler uses are visible or stated; argument: the service that could provide any table. Advice.</summary>
    OpaqueTables,

    /// <summary><c>[UsesTable]</c> names an entity; argument: the class it names.</summary>
    UsesTableEntity,

    /// <summary><c>[OnChange]</c> and <c>[ChangeQueue]</c> are on a handler; argument: the attribute. Advice.</summary>
    StrayHandlerSetting,

    /// <summary>A handler's entity has generated code; argument: why it does not.</summary>
    HandlerOfStranger,

    /// <summary>
    /// A redacted item from a change or an audit trail is not written to its table; arguments: the entity, the source, the properties. Advice.
    /// </summary>
    RedactedWrite,

    /// <summary>A removed or masked property is not read from a change; arguments: the property, its value there. Advice.</summary>
    RedactedRead,

    /// <summary>A handler does not make a write that invokes it again; arguments: the handler, the call. Advice.</summary>
    OwnTableWrite,

    /// <summary>A table requested in a constructor or from a service provider belongs to an entity; arguments: the class, why it does not. Advice.</summary>
    TableOfStranger,

    /// <summary>A common setting of an app's functions is within Lambda's limits; arguments: the setting, its minimum and its maximum.</summary>
    AppRange,

    /// <summary>An app's name is 1 to 64 characters of <c>a-z A-Z 0-9 _ -</c>, starting with a letter or digit; argument: the name.</summary>
    AppName,

    /// <summary>A stack is a partial class that generated code can extend; argument: the obstacle.</summary>
    StackDeclaration,

    /// <summary>A stack derives from <c>Amazon.CDK.Stack</c>.</summary>
    StackBase,

    /// <summary>A stack has an entity in its project or in one that it references.</summary>
    StackEmpty,

    /// <summary>A table that is destroyed with its stack has no deletion protection; argument: the setting. Advice.</summary>
    ProtectedDestroy,

    /// <summary>A referenced assembly's markers have the format of this version; arguments: the assembly, its format, this version's.</summary>
    MarkerFormat,

    /// <summary>A referenced assembly's markers have valid contents; arguments: the assembly, the fault.</summary>
    MarkerContent,

    /// <summary>A project is compiled as C# 12 or later; argument: its version.</summary>
    LanguageVersion,

    /// <summary>Entities of one table have the same keys, by attribute and type; arguments: the table, the other entity.</summary>
    TableKeys,

    /// <summary>Entities of one table that state its stream agree; arguments: the table, the other entity.</summary>
    TableStream,

    /// <summary>Entities of one table that state its audit agree; arguments: the table, the other entity.</summary>
    TableAudit,

    /// <summary>
    /// Entities of one table agree on its settings, time to live, discriminator and indexes; arguments: the table, the setting in dispute, the other entity.
    /// </summary>
    TableConflict,

    /// <summary>Entities of one table have unique names; arguments: the table, the name.</summary>
    EntityClash,

    /// <summary>No property is stored in the discriminator of its table; argument: the attribute.</summary>
    DiscriminatorClash,

    /// <summary>
    /// A key attribute of a table or of one of its indexes has the same type in all entities of the table; arguments: the index, the attribute.
    /// </summary>
    KeyAttributeTypes,
}
