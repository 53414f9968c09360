namespace Fw24;

/// <summary>Specifies the form in which an entity's values are stored.</summary>
public enum ItemFormat
{
    /// <summary>Fw24's own form: enums by name, times with all their digits, lists as lists.</summary>
    Fw24,

    /// <summary>
    /// The form of the AWS SDK's object mapper (<c>DynamoDBContext</c>) with <c>DynamoDBEntryConversion.V1</c>, its default: enums and
    /// booleans are numbers, and times have milliseconds.
    /// </summary>
    ObjectMapperV1,

    /// <summary>
    /// The form of the AWS SDK's object mapper with <c>DynamoDBEntryConversion.V2</c>: as <see cref="ObjectMapperV1"/>, but booleans are
    /// BOOL.
    /// </summary>
    ObjectMapperV2,
}
