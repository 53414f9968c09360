namespace Fw24.Generators.Rules;

/// <summary>What the generator asks of an app. Each is broken by a <see cref="Finding"/>.</summary>
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

    /// <summary>A property's type is one an item can hold; argument: the type.</summary>
    PropertyType,

    /// <summary>A stored property can be set: by a constructor's parameter of its name or by a setter.</summary>
    PropertySetter,

    /// <summary>An annotated property can be reached from the same assembly.</summary>
    PropertyAccess,

    /// <summary>A required member is stored, or no instance could be made.</summary>
    RequiredStored,

    /// <summary>A stored type has a constructor whose parameters are all named after properties; argument: the type.</summary>
    Constructor,

    /// <summary>An attribute's name is 1 to 65,535 bytes of UTF-8, a key's at most 255; argument: the name.</summary>
    AttributeName,

    /// <summary>No two properties are stored in one attribute, and none in the discriminator; argument: the attribute.</summary>
    AttributeClash,

    /// <summary>A time to live is a <c>DateTimeOffset</c>, a <c>DateTime</c> or an integer; argument: the type.</summary>
    TimeToLiveType,

    /// <summary>An actor is a string; argument: the type.</summary>
    ActorType,

    /// <summary>A version is an <c>int</c> or a <c>long</c> that can be written; argument: the type.</summary>
    VersionType,

    /// <summary>A key is not sensitive: it is what tells items apart.</summary>
    SensitiveKey,

    /// <summary>What redaction leaves of a property is still one of its values: a removed one may be missing, a masked or hashed one is a string; argument: the type.</summary>
    SensitiveShape,

    /// <summary>A property of a nested type is not sensitive by itself: the whole attribute is redacted, or nothing.</summary>
    NestedSensitive,

    /// <summary>An index's name has 3 to 255 characters of <c>a-z A-Z 0-9 _ - .</c>; argument: the name.</summary>
    IndexName,

    /// <summary>An index has a partition key, and its keys are stored properties; arguments: the index, the missing property.</summary>
    IndexKey,

    /// <summary>No two indexes of a table have one name; argument: the name.</summary>
    IndexClash,

    /// <summary>A setting is within the service's limits; arguments: the setting, its least and its greatest value.</summary>
    SettingRange,

    /// <summary>A setting is one of its enum's values; argument: the setting.</summary>
    SettingValue,

    /// <summary>A resource's name is one the service takes; arguments: the setting, the name.</summary>
    ResourceName,

    /// <summary>A queue's batch of more than 10 messages needs a batching window, and a FIFO queue takes no such batch; argument: the setting.</summary>
    QueueBatch,

    /// <summary>A FIFO queue takes no batching window; argument: the setting. Advice: the window is left out.</summary>
    FifoWindow,

    /// <summary>Entities of one table agree; arguments: the table, what they disagree on.</summary>
    TableConflict,

    /// <summary>Entities of one table have names of their own; arguments: the table, the name.</summary>
    EntityClash,

    /// <summary>A handler is a class that the services can make; argument: what it is instead.</summary>
    HandlerDeclaration,

    /// <summary>A handler overrides a method for at least one operation.</summary>
    HandlesNothing,

    /// <summary><c>[OnChange]</c> names stored properties; argument: the name.</summary>
    OnChangeName,

    /// <summary>A handler's entity belongs to a table whose changes are published; argument: the table.</summary>
    HandlerWithoutStream,

    /// <summary>A stream carries the images that its audit and handlers need; arguments: the table, the needed view type. Advice: what comes without is refused when it comes (H17).</summary>
    ViewType,

    /// <summary>A name that generated code needs is free; argument: the name.</summary>
    NameTaken,

    /// <summary>Handlers of one app have names of their own; argument: the name.</summary>
    HandlerClash,
}
