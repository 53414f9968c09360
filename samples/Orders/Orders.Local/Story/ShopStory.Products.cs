using System.Numerics;

namespace Orders.Local.Story;

internal sealed partial class ShopStory
{
    private readonly List<Product> _products = [];
    private int _launched;

    private void AddProduct(string title, decimal price)
    {
        var product = new Product(1000 + ++_launched, title)
        {
            Price = price,
            Serial = _dice.Chance(60) ? Serial() : null,
            Warranty = _dice.Chance(50) ? TimeSpan.FromDays(365 * _dice.Between(1, 5)) : null,
            Page = _dice.Chance(50) ? new Uri($"https://shop.example/p/{_launched}?q=%C3%A9") : null,
            Sizes = _dice.Chance(40) ? Sizes(_dice.Between(1, 5)) : null,
        };
        Add(_productScript.Create(Tick(), Staff(), product));
        _products.Add(product);
    }

    private void LaunchProduct()
    {
        var (title, price) = _dice.Pick(ShopWords.Products);
        AddProduct(_dice.Chance(50) ? $"{title}, new" : title, price + _dice.Between(0, 40));
    }

    private void ChangeProduct()
    {
        var index = _dice.Below(_products.Count);
        var product = _products[index];
        var changed = Copy(product, _dice.Chance(8) ? product.Title + " ½" : product.Title);
        switch (_dice.Below(5))
        {
            case 0:
                changed.Sizes = Resize(product.Sizes);
                break;
            case 1:
                changed.Serial = product.Serial is null || _dice.Chance(60) ? Serial() : null;
                break;
            case 2:
                changed.Warranty = product.Warranty is null ? new TimeSpan(400, 3, 2, 1) : null;
                break;
            case 3:
                changed.Page = new Uri($"/p/{product.Number}#{_dice.Below(90)}", UriKind.Relative);
                break;
            default:
                changed.Price = Math.Round(product.Price * _dice.Between(80, 125) / 100m, 2);
                break;
        }

        Add(_productScript.Update(Tick(), Staff(), product, changed));
        _products[index] = changed;
    }

    private void RetireProduct()
    {
        if (_products.Count < 12)
        {
            return;
        }

        var product = _dice.Pick(_products);
        _products.Remove(product);
        Add(_productScript.Delete(Tick(), Staff(), product));
    }

    // All 38 digits count: more than a floating-point number or a decimal holds.
    private BigInteger Serial()
    {
        var serial = new BigInteger(_dice.Between(1, 9));
        for (var i = 1; i < 38; i++)
        {
            serial = (serial * 10) + _dice.Below(10);
        }

        return serial;
    }

    private SortedSet<int> Sizes(int count)
    {
        var sizes = new SortedSet<int>();
        while (sizes.Count < count)
        {
            sizes.Add(_dice.Between(35, 48));
        }

        return sizes;
    }

    private SortedSet<int>? Resize(IReadOnlySet<int>? sizes)
    {
        if (sizes is null)
        {
            return Sizes(3);
        }

        var resized = new SortedSet<int>(sizes);
        return _dice.Chance(50) || resized.Count is 0 ? [.. resized, _dice.Between(30, 52)]
            : resized.Remove(resized.Min) && resized.Count > 0 ? resized
            : null;
    }

    private static Product Copy(Product product, string title) => new(product.Number, title)
    {
        Price = product.Price,
        Serial = product.Serial,
        Warranty = product.Warranty,
        Page = product.Page,
        Sizes = product.Sizes,
    };
}
