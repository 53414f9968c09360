namespace Fw24;

/// <summary>Marks the property that holds the time at which an item expires; DynamoDB then deletes the item.</summary>
/// <remarks>
/// The attribute is a number of seconds since 1970-01-01 UTC: a <see cref="DateTimeOffset"/> or <see cref="DateTime"/> is converted, an integer
/// is stored unchanged. DynamoDB deletes expired items within a few days; such a delete is reported with the origin "time to live".
/// </remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class TimeToLiveAttribute : Attribute;
