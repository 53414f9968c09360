namespace Fw24.Local.Tests.Shop;

internal abstract record OrderChange : EntityChange
{
    private OrderChange(in ChangeHeader header)
        : base(header)
    {
    }

    internal sealed record Inserted(in ChangeHeader Header, Order New) : OrderChange(Header);

    internal sealed record Modified(in ChangeHeader Header, Order Old, Order New) : OrderChange(Header);

    internal sealed record Removed(in ChangeHeader Header, Order Old) : OrderChange(Header);
}
