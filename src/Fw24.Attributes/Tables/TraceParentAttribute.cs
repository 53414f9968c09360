namespace Fw24;

/// <summary>
/// Marks the string property that holds the W3C trace context (<c>traceparent</c>) of the item's last write, so that the traces of what
/// the change causes lead back to the request that wrote it.
/// </summary>
/// <remarks>
/// Each write of <c>ITable</c> stores that of <c>Activity.Current</c>, such as
/// <c>00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01</c>, and removes the property if there is none. The spans of publishing and
/// handling the change are linked to it. The property changes with each write: put <see cref="AuditIgnoreAttribute"/> on it to leave it
/// out of audit records.
/// </remarks>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class TraceParentAttribute : Attribute;
