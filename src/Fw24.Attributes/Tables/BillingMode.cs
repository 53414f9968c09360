namespace Fw24;

/// <summary>Specifies how a table's reads and writes are billed.</summary>
public enum BillingMode
{
    /// <summary>On demand: per request.</summary>
    PayPerRequest,

    /// <summary>Provisioned: per reserved read and write capacity unit.</summary>
    Provisioned,
}
