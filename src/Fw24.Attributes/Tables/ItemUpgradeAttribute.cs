namespace Fw24;

/// <summary>
/// Marks the static method of an entity that brings stored items into the form that the class reads:
/// <c>static void Upgrade(RawItem item)</c>.
/// </summary>
/// <remarks>
/// It is called before each reading of an item, with the item as it is stored, in whatever form an earlier version wrote it, including one
/// that needs no change. It changes what is read, not what is stored. The items of change messages lack their sensitive values.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ItemUpgradeAttribute : Attribute;
