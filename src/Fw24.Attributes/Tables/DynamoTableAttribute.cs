namespace Fw24;

/// <summary>Declares that a class or record is an item of a DynamoDB table.</summary>
/// <remarks>
/// Several entities may name the same table (single-table design): they share its keys, stream, topic and functions,
/// and <see cref="Discriminator"/> tells their items apart.
/// </remarks>
/// <param name="name">
/// The table's name: 3 to 255 characters of <c>a-z</c>, <c>A-Z</c>, <c>0-9</c>, <c>_</c>, <c>-</c> and <c>.</c> (DynamoDB, "Naming rules").
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DynamoTableAttribute(string name) : Attribute
{
    /// <summary>The attribute that tells the entities of a shared table apart, unless <see cref="Discriminator"/> names another.</summary>
    public const string DefaultDiscriminator = "entityType";

    /// <summary>The table's name.</summary>
    public string Name { get; } = name;

    /// <summary>The entity's name in change messages and audit records, and the value of the discriminator. Default: the type's name.</summary>
    public string? EntityName { get; set; }

    /// <summary>
    /// The item attribute (a string) that holds <see cref="EntityName"/>. Default: <c>entityType</c> when several entities
    /// share the table, otherwise none.
    /// </summary>
    public string? Discriminator { get; set; }

    /// <summary>
    /// Indicates whether items without the <see cref="Discriminator"/> belong to this entity, because it was the only one of the table when
    /// they were written. New items get the discriminator. At most one entity of a table owns them. Default: <see langword="false"/>, no
    /// entity does.
    /// </summary>
    public bool OwnsUnmarkedItems { get; set; }

    /// <summary>
    /// The form of the entity's values, in which keys are compared and items are written. In either form of the AWS SDK's object mapper,
    /// values of both and of Fw24's own are read. Default: <see cref="ItemFormat.Fw24"/>.
    /// </summary>
    public ItemFormat Format { get; set; } = ItemFormat.Fw24;

    /// <summary>The billing of reads and writes. Default: <see cref="BillingMode.PayPerRequest"/>.</summary>
    public BillingMode BillingMode { get; set; } = BillingMode.PayPerRequest;

    /// <summary>
    /// Indicates whether the table keeps continuous backups, of the last <see cref="PointInTimeRecoveryDays"/> days.
    /// Default: <see langword="true"/>.
    /// </summary>
    public bool PointInTimeRecovery { get; set; } = true;

    /// <summary>
    /// The number of days for which <see cref="PointInTimeRecovery"/> keeps backups: 1 to 35 (DynamoDB, <c>RecoveryPeriodInDays</c>).
    /// Default: 35.
    /// </summary>
    public int PointInTimeRecoveryDays { get; set; } = 35;

    /// <summary>Indicates whether the table cannot be deleted until this is turned off. Default: <see langword="true"/>.</summary>
    public bool DeletionProtection { get; set; } = true;

    /// <summary>Determines what happens to the table when its stack is deleted. Default: <see cref="RemovalPolicy.Retain"/>.</summary>
    public RemovalPolicy RemovalPolicy { get; set; } = RemovalPolicy.Retain;
}
