using Fw24.Model;

namespace Fw24.Runtime.Tests.Harness.Flow;

/// <summary>The generator's output for an order of the table <c>shop</c>.</summary>
internal abstract record OrderChange(in ChangeHeader Header) : EntityChange(Header)
{
    private static readonly EntityModel<string> s_order = new() { Name = "Order", Read = ReadStatus, Write = static (_, _) => throw new NotSupportedException() };

    public sealed record Inserted(in ChangeHeader Header, string New) : OrderChange(Header);

    public sealed record Modified(in ChangeHeader Header, string Old, string New) : OrderChange(Header)
    {
        private readonly object _old = Old;

        internal Modified(in ChangeHeader header, in StreamRecord record)
            : this(header, s_order.ReadOldImage(record, out var fault)!, s_order.ReadNewImage(record)) => _old = fault ?? _old;

        public string Old
        {
            get => _old is ItemFormatException fault ? throw fault : (string)_old;
            init => _old = value;
        }

        public override ItemFormatException? OldFault => _old as ItemFormatException;
    }

    public sealed record Removed(in ChangeHeader Header, string Old) : OrderChange(Header);

    /// <summary>Decodes a change; an order is represented by its status.</summary>
    public static OrderChange Read(in ChangeHeader header, in StreamRecord record) => record.Operation switch
    {
        ChangeOperations.Insert => new Inserted(header, s_order.ReadNewImage(record)),
        ChangeOperations.Modify => new Modified(header, record),
        _ => new Removed(header, s_order.ReadOldImage(record)),
    };

    private static string ReadStatus(ref ItemReader item)
    {
        string? status = null;
        while (item.NextAttribute(out var name))
        {
            if (name.Is("Status"u8))
            {
                status = item.ReadString();
            }
            else
            {
                item.SkipValue();
            }
        }

        return status ?? throw item.Missing("Status");
    }
}
