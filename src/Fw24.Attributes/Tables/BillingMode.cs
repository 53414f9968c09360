namespace Fw24;

/// <summary>How a table's reads and writes are charged.</summary>
public enum BillingMode
{
    /// <summary>On demand: per request.</summary>
    PayPerRequest,

    /// <summary>By reserved read and write capacity units.</summary>
    Provisioned,
}
