namespace Orders.Local.Story;

internal sealed partial class ShopStory
{
    private readonly List<Person> _customers = [];
    private readonly List<Person> _gone = [];

    private void Register()
    {
        var id = $"cus-{_customers.Count + _gone.Count + 1:000}";
        var customer = new Customer
        {
            CustomerId = id,
            Name = _dice.Pick(ShopWords.Names),
            Phone = _dice.Chance(70) ? Phone() : null,
            Preferences = Preferences(_dice.Below(4)),
            BornOn = _dice.Chance(50) ? new DateOnly(1940 + _dice.Below(68), 1, 1).AddDays(_dice.Below(365)) : null,
        };
        Add(_customerScript.Create(Tick(), "web", customer));
        _customers.Add(new Person(customer, _dice.Pick(ShopWords.Countries), "web"));
    }

    private void ChangeCustomer()
    {
        var person = _dice.Pick(_customers);
        var customer = person.Customer;
        Change(person, Staff(), _dice.Below(6) switch
        {
            0 => customer with { Name = _dice.Pick(ShopWords.Names) },
            1 => customer with { Phone = customer.Phone is null || _dice.Chance(70) ? Phone() : null },
            2 => customer with { BornOn = customer.BornOn?.AddDays(_dice.Between(-40, 40)) ?? new DateOnly(1987, 2, 28) },
            3 => customer with { LoyaltyPoints = customer.LoyaltyPoints + (_dice.Between(1, 40) * 25) },
            4 => customer with { ForgetAfter = customer.ForgetAfter is null ? new DateTimeOffset(2041, 1, 1, 0, 0, 0, TimeSpan.Zero) : null },
            _ => customer with { Preferences = Preferences(_dice.Below(6)) },
        });
    }

    // A delivered order earns points.
    private void Reward(Person person, decimal euros)
        => Change(person, "loyalty", person.Customer with { LoyaltyPoints = person.Customer.LoyaltyPoints + (int)(euros * 2) });

    private void Leave()
    {
        if (_customers.Count < 15)
        {
            return;
        }

        var person = _dice.Pick(_customers);
        _customers.Remove(person);
        _gone.Add(person);
        Add(_customerScript.Delete(Tick(), Staff(), person.Customer));
    }

    private void Return()
    {
        if (_gone.Count is 0)
        {
            return;
        }

        var person = _dice.Pick(_gone);
        _gone.Remove(person);
        _customers.Add(person);
        person.Customer = person.Customer with { LoyaltyPoints = 0, Phone = Phone(), Preferences = Preferences(1) };
        person.Actor = "web";
        Add(_customerScript.Create(Tick(), "web", person.Customer));
    }

    private void Change(Person person, string actor, Customer changed)
    {
        Add(_customerScript.Update(Tick(), actor, person.Customer, changed));
        person.Customer = changed;
        person.Actor = actor;
    }

    private string Phone() => $"+{_dice.Between(30, 99)} {_dice.Between(100, 999)} {_dice.Between(100_000, 9_999_999)}";

    private SortedDictionary<string, string> Preferences(int count)
    {
        var preferences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            preferences[_dice.Pick(ShopWords.Preferences)] = _dice.Pick(ShopWords.PreferenceValues);
        }

        return preferences;
    }

    private sealed class Person(Customer customer, Country country, string actor)
    {
        public Customer Customer { get; set; } = customer;

        public Country Country { get; } = country;

        public string Actor { get; set; } = actor;
    }
}
