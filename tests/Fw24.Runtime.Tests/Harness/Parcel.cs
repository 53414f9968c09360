namespace Fw24.Runtime.Tests.Harness;

/// <summary>An entity with a handwritten codec of the shape that the generator emits.</summary>
internal sealed record Parcel
{
    public required string Id { get; init; }
    public required int Weight { get; init; }
    public decimal? Price { get; init; }
    public ParcelSize Size { get; init; }
    public List<ParcelLine> Lines { get; init; } = [];
    public HashSet<string>? Tags { get; init; }
    public ParcelLine? Gift { get; init; }

    public static Parcel Read(ref ItemReader item)
    {
        string? id = null;
        int? weight = null;
        decimal? price = null;
        ParcelSize size = default;
        List<ParcelLine>? lines = null;
        HashSet<string>? tags = null;
        ParcelLine? gift = null;
        while (item.NextAttribute(out var name))
        {
            switch (name.Length)
            {
                case 2 when name.Is("Id"u8):
                    id = item.ReadString();
                    break;
                case 4 when name.Is("Size"u8):
                    size = item.ReadEnum(NamesOfSize);
                    break;
                case 4 when name.Is("Gift"u8):
                    gift = item.TryReadNull() ? null : ParcelLine.Read(ref item);
                    break;
                case 4 when name.Is("Tags"u8):
                    tags = item.TryReadNull() ? null : item.ReadSet(static (ref ItemReader element) => element.ReadString());
                    break;
                case 5 when name.Is("Price"u8):
                    price = item.TryReadNull() ? null : item.ReadNumber<decimal>();
                    break;
                case 5 when name.Is("Lines"u8):
                    lines = item.ReadList(ParcelLine.Read);
                    break;
                case 6 when name.Is("Weight"u8):
                    weight = item.ReadNumber<int>();
                    break;
                default:
                    item.SkipValue();
                    break;
            }
        }

        return new Parcel
        {
            Id = id ?? throw item.Missing("Id"),
            Weight = weight ?? throw item.Missing("Weight"),
            Price = price,
            Size = size,
            Lines = lines ?? [],
            Tags = tags,
            Gift = gift,
        };
    }

    public static EnumNames<ParcelSize> NamesOfSize { get; } = new EnumNames<ParcelSize>()
        .Add("Small", ParcelSize.Small)
        .Add("Large", ParcelSize.Large);
}

internal enum ParcelSize
{
    Small,
    Large,
}

internal sealed record ParcelLine(string Sku, int Quantity)
{
    public static ParcelLine Read(ref ItemReader item)
    {
        string? sku = null;
        int? quantity = null;
        item.BeginMap();
        while (item.NextAttribute(out var name))
        {
            if (name.Is("Sku"u8))
            {
                sku = item.ReadString();
            }
            else if (name.Is("Qty"u8))
            {
                quantity = item.ReadNumber<int>();
            }
            else
            {
                item.SkipValue();
            }
        }

        return new ParcelLine(sku ?? throw item.Missing("Sku"), quantity ?? throw item.Missing("Qty"));
    }
}
