namespace Fw24;

/// <summary>
/// Marks the string property that holds the AWS Region in which the item was last written, for a table with replicas in several Regions.
/// </summary>
/// <remarks>
/// Each write of <c>ITable</c> stores the Region of its client, such as <c>eu-central-1</c>. A change whose new image names another Region
/// than that of the stream was replicated: its origin is <c>Replication</c>. Global tables of the current version (2019.11.21) mark such
/// changes in no other way. All writers have to store the Region; a deletion has no new image, so its origin is an application's in each
/// Region.
/// </remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class WriteRegionAttribute : Attribute;
